#include "task/config.h"

#include <stddef.h>

/* A field that a preset leaves out has its default; the visitor chooses `objective` and `seed`. Every note says what
 * the sweep of that preset in experiments/ found (EXPERIMENTS.md). */
static const ps_preset presets[] = {
    {"A", PS_ENGLISH("The default exhibit"),
     PS_ENGLISH(
         "No positions. Measured over 20 seeds: teacherless walks at least 95 % of held-out graphs after 450 steps "
         "in the median, reverse after 150, both in all 20 within 1,500; under teacher forcing the first step "
         "stays at chance in all 20."),
     "heads=2 positions=none init=reference learning_rate=0.0003 warmup=50"},
    {"small", PS_ENGLISH("Two arms: is it always so?"),
     PS_ENGLISH("Half the batch. Measured over 20 seeds: teacherless walks at least 95 % of held-out graphs after 375 "
                "steps in the median, reverse after 150, both in all 20 within 1,500; under teacher forcing the first "
                "step ends between 0.44 and 0.53, at chance, 0.50."),
     "degree=2 labels=7 batch=64 heads=2 positions=none init=reference learning_rate=0.0003 warmup=50"},
    {"long", PS_ENGLISH("Longer arms"),
     PS_ENGLISH("Five layers, no positions. Measured over 20 seeds: teacherless walks at least 95 % of held-out graphs "
                "after 600 "
                "steps in the median (17 seeds within 3,000), reverse after 200; under teacher forcing the first step "
                "stays at "
                "chance, 0.50, in all 20."),
     "degree=2 path_length=5 labels=9 layers=5 positions=none init=reference"},
    {"arms", PS_ENGLISH("Five arms"),
     PS_ENGLISH(
         "Twice the width, no positions. Measured over 10 seeds: teacherless walks at least 95 % of held-out graphs "
         "after 750 steps in the median (8 seeds within 1,500), reverse after 150; under teacher forcing the "
         "first step stays at chance, 0.20, in all 10."),
     "degree=5 labels=16 width=64 positions=none init=reference"},
    {"hard", PS_ENGLISH("Too hard within the budget"),
     PS_ENGLISH("Measured over 20 seeds of 1,500 steps: teacherless fails as well (the first step ends between 0.14 "
                "and 0.37), "
                "while reverse walks 95 % of held-out graphs after 238 steps in the median."),
     "path_length=5 labels=13"},
    {"mamba", PS_ENGLISH("Another architecture, the same failure"),
     PS_ENGLISH(
         "Mamba, without its convolution over time. Measured over 20 seeds: teacherless walks at least 95 % of "
         "held-out "
         "graphs after 1,525 steps in the median (19 seeds within 2,000), reverse after 288; under teacher forcing the "
         "first step stays at chance in all 20."),
     "architecture=mamba positions=none conv=1"},
};

const ps_preset *ps_preset_at(int i) {
  return i >= 0 && (size_t)i < sizeof presets / sizeof presets[0] ? &presets[i] : NULL;
}
