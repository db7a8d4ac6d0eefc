#include "config.h"

#include <stddef.h>

/* What each leaves out has its default. `objective` and `seed` are the visitor's to choose. */
static const ps_preset presets[] = {
    {"A", "The default exhibit",
     "Prior measurement: teacherless walks at least 95 % of held-out graphs after 400 to 1,075 steps (13 of 14 seeds); "
     "under teacher forcing the first step stays at chance (5 of 5 seeds).",
     ""},
    {"small", "Is it always so?",
     "Prior measurement: teacherless needs about 350 steps, but here teacher forcing itself escaped in 1 of 3 seeds.",
     "degree=2 labels=7"},
    {"pairs", "Two tokens an edge",
     "Nearer to the paper's tokens. Prior measurement: teacherless needs 800 to 1,000 steps (3 of 3 seeds).",
     "degree=2 labels=7 layout=pairs layers=5 rope=true learning_rate=0.002 muon_learning_rate=0.02"},
    {"memorise", "Learnt by heart",
     "The same 1,000 graphs over and over. Prior measurement: teacher forcing learns their first steps by heart (0.98 "
     "by "
     "step 200) and stays at 0.44 to 0.48 on held-out graphs.",
     "degree=2 labels=7 width=64 mlp_ratio=4 train_graphs=1000"},
    {"hard", "Too hard",
     "Prior measurement: within the same budget teacherless fails as well (0.23), while reverse reaches 95 % after 225 "
     "steps.",
     "path_length=5 labels=13"},
    {"paper", "The paper's scale", "The paper's own model and training set: for the native program, not the tab.",
     "degree=2 path_length=5 labels=50 layout=paper layers=6 heads=6 width=384 mlp_ratio=4 tied_head=true biases=true "
     "init=reference batch=256 train_graphs=200000 optimizer=adamw learning_rate=0.0001 clip=0 beta2=0.999"},
};

const ps_preset *ps_preset_at(int i) {
  return i >= 0 && (size_t)i < sizeof presets / sizeof presets[0] ? &presets[i] : NULL;
}
