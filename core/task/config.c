#include "task/config.h"

#include "ground/fail.h"
#include "ground/text.h"
#include "task/tokens.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* ---- The table. All else in this file is driven by it; a new option is a field of ps_config and a row here. ---- */

typedef enum option_type {
  TYPE_INT,      /* an int */
  TYPE_WIDE_INT, /* an integer in a double, as JavaScript holds one */
  TYPE_NUMBER,   /* a double of at most nine significant digits, so that its text says all of it */
  TYPE_BOOL,     /* an int, 0 or 1 */
  TYPE_CHOICE    /* an int, the index into `choices` */
} option_type;

typedef struct option {
  const char *name;
  size_t offset;        /* in ps_config */
  const char *governor; /* the choice that decides whether it is read; NULL: it always is */
  unsigned only;        /* and the values with which it is, a bit each */
  const char *group;
  option_type type;
  double minimum, maximum, standard; /* inclusive; of bools and choices, too */
  const char *const *choices;
  const char *help;
} option;

#define FIELD(name) #name, offsetof(ps_config, name), NULL, 0
#define FIELD_OF(governor, only, name) #name, offsetof(ps_config, name), #governor, only
#define ONE(value) (1u << (value))
#define INT(minimum, maximum, standard) TYPE_INT, minimum, maximum, standard, NULL
#define WIDE_INT(minimum, maximum, standard) TYPE_WIDE_INT, minimum, maximum, standard, NULL
#define NUMBER(minimum, maximum, standard) TYPE_NUMBER, minimum, maximum, standard, NULL
#define BOOL(standard) TYPE_BOOL, 0, 1, standard, NULL
#define CHOICE(standard, ...) TYPE_CHOICE, 0, COUNT(__VA_ARGS__) - 1, standard, NAMES(__VA_ARGS__)
#define NAMES(...) ((const char *const[]){__VA_ARGS__})
#define COUNT(...) (sizeof NAMES(__VA_ARGS__) / sizeof(char *))

/* What the table takes from PS_OBJECTIVES: the names; the bits of those with an auxiliary loss. */
#define TEXT(value, name, ...) #name,
#define BIT(value, ...) | ONE(value)
#define NO_BIT(...)
#define WITH_AUXILIARY_LOSS (0 PS_OBJECTIVES(NO_BIT, BIT))

static const option options[] = {
    {FIELD(degree), "graph", INT(1, PS_DEGREE_MAX, 3), PS_ENGLISH("Arms of the star.")},
    {FIELD(path_length), "graph", INT(2, PS_PATH_MAX, 4),
     PS_ENGLISH("Nodes from the start to the end of an arm, both counted.")},
    {FIELD(labels), "graph", INT(2, PS_LABELS_MAX, 10),
     PS_ENGLISH("Labels that nodes are drawn from, without repetition.")},
    {FIELD(layout), "task", CHOICE(PS_EDGE, "paper", "pairs", "edge"),
     PS_ENGLISH("How edges become tokens: `a b |` as in the paper, `a b`, or one token an edge.")},
    {FIELD(edge_order), "task", CHOICE(PS_EDGES_SHUFFLED, "shuffled", "arms"),
     PS_ENGLISH(
         "Order in which edges are shown: each by itself at random, or arm by arm, each from the start to its end.")},
    {FIELD(question), "task", CHOICE(PS_QUESTION_LAST, "last", "first"),
     PS_ENGLISH("Where start and goal are named: after the edges, or before them.")},
    {FIELD(objective), "task", CHOICE(PS_TEACHER_FORCING, PS_OBJECTIVES(TEXT, TEXT)),
     PS_ENGLISH("What the model is shown of the path while it learns, and what it has to say of it.")},
    {FIELD_OF(objective, ONE(PS_MASKED), mask), "task", CHOICE(PS_MASK_EACH, "each", "uniform", "span"),
     PS_ENGLISH("Which previous nodes are hidden: each with probability mask_rate, or with one drawn anew for each "
                "graph, or one stretch of them.")},
    {FIELD_OF(objective, ONE(PS_MASKED) | ONE(PS_HYBRID), mask_rate), "task", NUMBER(0, 1, 0.5),
     PS_ENGLISH("Share of previous nodes that are hidden; in hybrid, of graphs in which all are.")},
    {FIELD_OF(objective, ONE(PS_MTP_LINEAR) | ONE(PS_MTP_BLOCK) | ONE(PS_MTP_CHAIN), horizon), "task",
     INT(2, PS_PATH_MAX, 4), PS_ENGLISH("How many of the coming nodes each position says, the next one included.")},
    {FIELD_OF(objective, ONE(PS_RITF), rank_said), "task", BOOL(false),
     PS_ENGLISH("Ranks what is left of the path above the nodes said before it, too; without that no pair has them.")},
    {FIELD_OF(objective, WITH_AUXILIARY_LOSS, aux_weight), "task", NUMBER(0, 1000, 1),
     PS_ENGLISH("Weight of the objective's second loss.")},
    {FIELD(architecture), "model", CHOICE(PS_TRANSFORMER, "transformer", "mamba"),
     PS_ENGLISH("Kind of sequence model: attention (transformer), or a selective state-space recurrence (mamba).")},
    {FIELD(layers), "model", INT(1, PS_LAYERS_MAX, 4), PS_ENGLISH("Blocks of the model.")},
    {FIELD_OF(architecture, ONE(PS_TRANSFORMER), heads), "model", INT(1, 16, 4),
     PS_ENGLISH("Attention heads of a block; must divide the width.")},
    {FIELD(width), "model", INT(1, 1024, 32), PS_ENGLISH("Numbers that stand for one token between blocks.")},
    {FIELD_OF(architecture, ONE(PS_TRANSFORMER), mlp_ratio), "model", INT(0, 4, 0),
     PS_ENGLISH("Hidden width of the MLP, in widths of the model; 0 leaves the MLP out.")},
    {FIELD(tied_head), "model", BOOL(false), PS_ENGLISH("Uses the token embedding as the output head.")},
    {FIELD(biases), "model", BOOL(false), PS_ENGLISH("Adds biases to linear layers.")},
    {FIELD(positions), "model", CHOICE(PS_POSITIONS_LEARNED, "none", "learned"),
     PS_ENGLISH("Embedding of absolute positions.")},
    {FIELD_OF(architecture, ONE(PS_TRANSFORMER), rope), "model", BOOL(false),
     PS_ENGLISH("Turns queries and keys by their position (rotary embedding); needs an even head width.")},
    {FIELD_OF(architecture, ONE(PS_MAMBA), expand), "model", INT(1, 4, 2),
     PS_ENGLISH("Channels of a Mamba block, in widths of the model.")},
    {FIELD_OF(architecture, ONE(PS_MAMBA), state), "model", INT(1, PS_STATE_MAX, 16),
     PS_ENGLISH("Numbers that each channel remembers the past in.")},
    {FIELD_OF(architecture, ONE(PS_MAMBA), conv), "model", INT(1, PS_CONV_MAX, 4),
     PS_ENGLISH("Positions that a block's convolution sees, the present one included.")},
    {FIELD(init), "model", CHOICE(PS_INIT_FAN_IN, "reference", "fan_in"),
     PS_ENGLISH("Initial weights: N(0, 0.02) as in the reference code, or, of hidden matrices, variance 1 / fan-in.")},
    {FIELD(batch), "training", INT(1, 4096, 128), PS_ENGLISH("Graphs in a training step.")},
    {FIELD(train_graphs), "training", INT(0, 1000000000, 0),
     PS_ENGLISH("Size of a fixed training set; 0 draws fresh graphs for ever.")},
    {FIELD(goals), "training", INT(1, PS_DEGREE_MAX, 1),
     PS_ENGLISH("Goals that each training graph is asked for, one after another in the batch; at most its degree.")},
    {FIELD(optimizer), "training", CHOICE(PS_MUON, "adamw", "muon"),
     PS_ENGLISH("AdamW for every weight, or Muon for hidden matrices and AdamW for the rest.")},
    {FIELD(learning_rate), "training", NUMBER(0, 10, 1e-3), PS_ENGLISH("Step size of AdamW.")},
    {FIELD(muon_learning_rate), "training", NUMBER(0, 10, 0.01), PS_ENGLISH("Step size of Muon.")},
    {FIELD(warmup), "training", INT(0, 1000000, 100), PS_ENGLISH("Steps over which the step sizes rise from zero.")},
    {FIELD(schedule), "training", CHOICE(PS_CONSTANT, "constant", "cosine"),
     PS_ENGLISH("Step sizes after the warm-up.")},
    {FIELD(schedule_steps), "training", INT(1, 1000000000, 2000),
     PS_ENGLISH("Step at which the cosine schedule reaches zero.")},
    {FIELD(weight_decay), "training", NUMBER(0, 10, 0),
     PS_ENGLISH("Decoupled weight decay, in units of the step size.")},
    {FIELD(clip), "training", NUMBER(0, 1000000, 1),
     PS_ENGLISH("Largest global gradient norm; 0 switches clipping off.")},
    {FIELD(beta1), "training", NUMBER(0, 0.9999999, 0.9), PS_ENGLISH("AdamW's decay of the mean gradient.")},
    {FIELD(beta2), "training", NUMBER(0, 0.9999999, 0.98), PS_ENGLISH("AdamW's decay of the mean squared gradient.")},
    {FIELD(epsilon), "training", NUMBER(1e-20, 1, 1e-8), PS_ENGLISH("What AdamW adds to its denominator.")},
    {FIELD(seed), "training", WIDE_INT(0, 4294967295, 2),
     PS_ENGLISH("Decides initial weights, training graphs and their order.")},
};

enum { OPTIONS = sizeof options / sizeof options[0] };

static const option *option_named(const char *name, size_t length) {
  for (int i = 0; i < OPTIONS; i++) {
    if (strlen(options[i].name) == length && memcmp(options[i].name, name, length) == 0) return &options[i];
  }
  return NULL;
}

/* A field's value whatever its C type is; every int is exact in a double. */
static double value_of(const ps_config *config, const option *o) {
  const char *at = (const char *)config + o->offset;
  if (o->type == TYPE_NUMBER || o->type == TYPE_WIDE_INT) return *(const double *)(const void *)at;
  return *(const int *)(const void *)at;
}

/* Whether the config reads the field at all. */
static bool applies(const ps_config *config, const char *name) {
  const option *o = option_named(name, strlen(name));
  if (!o->governor) return true;
  int value = (int)value_of(config, option_named(o->governor, strlen(o->governor)));
  return value >= 0 && value < 32 && (o->only & ONE(value));
}

static void set_value(ps_config *config, const option *o, double value) {
  char *at = (char *)config + o->offset;
  if (o->type == TYPE_NUMBER || o->type == TYPE_WIDE_INT) {
    *(double *)(void *)at = value;
  } else {
    *(int *)(void *)at = (int)value;
  }
}

/* The double that the value's own text says. */
static double canonical(double value) {
  char buffer[32];
  ps_text text = ps_text_begin(buffer, sizeof buffer);
  ps_text_number(&text, value);
  double read = (double)NAN;
  ps_parse_number(&read, buffer, ps_text_end(&text));
  return read;
}

/* A pretrained model may be larger than one that starts from nothing. */
static double most_of(const ps_config *config, const option *o) {
  if (!ps_is_gpt2(config)) return o->maximum;
  if (o->offset == offsetof(ps_config, layers)) return PS_GPT2_LAYERS_MAX;
  if (o->offset == offsetof(ps_config, heads)) return PS_GPT2_HEADS_MAX;
  return o->offset == offsetof(ps_config, width) ? PS_GPT2_WIDTH_MAX : o->maximum;
}

static bool allowed(const ps_config *config, const option *o, double value) {
  if (!(value >= o->minimum && value <= most_of(config, o))) return false; /* so is NaN */
  return o->type == TYPE_NUMBER ? value == canonical(value) : value == floor(value);
}

/* ---- Text ---- */

static void write_number(ps_text *text, const option *o, double value) {
  if (o->type == TYPE_NUMBER) {
    ps_text_number(text, value);
  } else {
    ps_text_integer(text, (int64_t)value);
  }
}

/* An allowed value as ps_config_set() reads it. */
static void write_value(ps_text *text, const option *o, double value) {
  if (o->type == TYPE_BOOL) {
    ps_text_string(text, value != 0 ? "true" : "false");
  } else if (o->type == TYPE_CHOICE) {
    ps_text_string(text, o->choices[(int)value]);
  } else {
    write_number(text, o, value);
  }
}

static void write_json_value(ps_text *text, const option *o, double value) {
  if (o->type == TYPE_CHOICE) {
    ps_text_json_string(text, o->choices[(int)value]);
  } else {
    write_value(text, o, value);
  }
}

/* "a, b, c" */
static void write_choices(char *list, size_t capacity, const option *o) {
  ps_text text = ps_text_begin(list, capacity);
  for (int i = 0; i <= (int)o->maximum; i++) ps_text_format(&text, "%s%s", i ? ", " : "", o->choices[i]);
  ps_text_end(&text);
}

/* Refuses a value: "degree must be an integer in 1..20, not "99"" for a text, "..., not 99" for a number (`text`
 * NULL). */
static ps_status refuse_value(ps_message *why, const ps_config *config, const option *o, const char *text,
                              double value) {
  const long long least = (long long)o->minimum, most = (long long)most_of(config, o);
  const bool quoted = text;
  char shown[32], choices[PS_ARGUMENT_MOST + 1];
  ps_text written = ps_text_begin(shown, sizeof shown);
  ps_text_number(&written, value);
  ps_text_end(&written);
  if (!quoted) text = shown;
  switch (o->type) {
  case TYPE_BOOL:
    return ps_fail_any(why, PS_INVALID_CONFIG, quoted ? PS_REFUSE_TEXT_NOT_SWITCH : PS_REFUSE_NOT_SWITCH, o->name,
                       text);
  case TYPE_CHOICE:
    write_choices(choices, sizeof choices, o);
    return ps_fail_any(why, PS_INVALID_CONFIG, quoted ? PS_REFUSE_TEXT_NOT_CHOICE : PS_REFUSE_NOT_CHOICE, o->name,
                       choices, text);
  case TYPE_NUMBER:
    return ps_fail_any(why, PS_INVALID_CONFIG, quoted ? PS_REFUSE_TEXT_NOT_NUMBER : PS_REFUSE_NOT_NUMBER, o->name,
                       o->minimum, o->maximum, text);
  default:
    return ps_fail_any(why, PS_INVALID_CONFIG, quoted ? PS_REFUSE_TEXT_NOT_INTEGER : PS_REFUSE_NOT_INTEGER, o->name,
                       least, most, text);
  }
}

static bool parse_value(double *value, const option *o, const char *text, size_t length) {
  int64_t integer;
  switch (o->type) {
  case TYPE_NUMBER:
    if (!ps_parse_number(value, text, length)) return false;
    *value = canonical(*value);
    return true;
  case TYPE_INT:
  case TYPE_WIDE_INT:
    if (!ps_parse_integer(&integer, text, length)) return false;
    *value = (double)integer;
    return true;
  case TYPE_BOOL:
  case TYPE_CHOICE:
    for (int i = 0; i <= (int)o->maximum; i++) {
      const char *name = o->type == TYPE_CHOICE ? o->choices[i] : i ? "true" : "false";
      if (strlen(name) == length && memcmp(name, text, length) == 0) {
        *value = i;
        return true;
      }
    }
    return false;
  }
  assert(false);
  return false;
}

/* ---- The public functions ---- */

void ps_config_default(ps_config *config) {
  for (int i = 0; i < OPTIONS; i++) set_value(config, &options[i], options[i].standard);
  if (PS_PRETRAINED) config->vocabulary = config->context = 0;
}

ps_status ps_config_set(ps_config *config, const char *name, const char *value, ps_message *why) {
  const option *o = option_named(name, strlen(name));
  if (!o) return ps_fail(why, PS_INVALID_CONFIG, PS_REFUSE_UNKNOWN_FIELD, name, name);
  double read;
  if (!parse_value(&read, o, value, strlen(value)) || !allowed(config, o, read)) {
    return refuse_value(why, config, o, value, 0);
  }
  set_value(config, o, read);
  return PS_OK;
}

size_t ps_config_get(char *text, size_t capacity, const ps_config *config, const char *name) {
  ps_text out = ps_text_begin(text, capacity);
  const option *o = option_named(name, strlen(name));
  assert(!o || allowed(config, o, value_of(config, o)));
  if (o) write_value(&out, o, value_of(config, o));
  return ps_text_end(&out);
}

ps_status ps_config_preset(ps_config *config, const char *preset, ps_message *why) {
  const ps_preset *wanted = NULL;
  char names[160];
  ps_text list = ps_text_begin(names, sizeof names);
  for (int i = 0; ps_preset_at(i); i++) {
    ps_text_format(&list, "%s%s", i ? ", " : "", ps_preset_at(i)->name);
    if (strcmp(ps_preset_at(i)->name, preset) == 0) wanted = ps_preset_at(i);
  }
  ps_text_end(&list);
  if (!wanted) return ps_fail(why, PS_INVALID_CONFIG, PS_REFUSE_NOT_PRESET, "preset", names, preset);

  ps_config_default(config);
  for (const char *at = wanted->overrides; *at;) {
    size_t name = strcspn(at, "="), value = strcspn(at + name + 1, " ");
    const option *o = option_named(at, name);
    double read = (double)NAN;
    bool readable = o && parse_value(&read, o, at + name + 1, value) && allowed(config, o, read);
    assert(readable); /* presets.c is our own, and test_config.c checks all of it */
    if (readable) set_value(config, o, read);
    at += name + 1 + value;
    at += *at == ' ';
  }
  return PS_OK;
}

/* What pretrained GPT-2 is, and that its tables have room for the labels and the input. A new objective is refused until
 * it is named here: its loss must know that every second token of the path is a comma. */
static ps_status validate_gpt2(const ps_config *config, ps_message *why) {
  static const char *const demands[][2] = {
      {"layout", "paper"},
      {"architecture", "transformer"},
      {"tied_head", "true"},
      {"biases", "true"},
      {"positions", "learned"},
      {"rope", "false"},
      {"objective", "teacher_forcing, teacherless, reverse, masked, hybrid, first_only, without_first, waypoint"}};
  for (size_t i = 0; i < sizeof demands / sizeof demands[0]; i++) {
    const char *field = demands[i][0], *choices = demands[i][1];
    char value[32];
    size_t length = ps_config_get(value, sizeof value, config, field);
    const char *found = strstr(choices, value);
    while (found && ((found > choices && found[-1] != ' ') || (found[length] && found[length] != ','))) {
      found = strstr(found + 1, value);
    }
    if (!found) return ps_fail_any(why, PS_INVALID_CONFIG, PS_REFUSE_NOT_CHOICE, field, choices, value);
  }
  const struct {
    const char *name;
    int least, most, value;
  } sizes[] = {{"mlp_ratio", 1, 4, config->mlp_ratio},
               {"vocabulary", config->labels + PS_TOKEN_COMMA + 1, PS_GPT2_VOCABULARY_MAX, config->vocabulary},
               {"context", ps_input_length(config), PS_GPT2_CONTEXT_MAX, config->context}};
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
    if (sizes[i].value >= sizes[i].least && sizes[i].value <= sizes[i].most) continue;
    char value[16];
    ps_text text = ps_text_begin(value, sizeof value);
    ps_text_integer(&text, sizes[i].value);
    ps_text_end(&text);
    return ps_fail_any(why, PS_INVALID_CONFIG, PS_REFUSE_NOT_INTEGER, sizes[i].name, (long long)sizes[i].least,
                       (long long)sizes[i].most, value);
  }
  return PS_OK;
}

ps_status ps_config_validate(const ps_config *config, ps_message *why) {
  for (int i = 0; i < OPTIONS; i++) {
    const option *o = &options[i];
    double value = value_of(config, o);
    if (!allowed(config, o, value)) return refuse_value(why, config, o, NULL, value);
  }
  int nodes = 1 + config->degree * (config->path_length - 1);
  if (config->labels < nodes) {
    return ps_fail(why, PS_INVALID_CONFIG, PS_REFUSE_LABELS_TOO_FEW, "labels degree path_length", nodes, PS_LABELS_MAX,
                   config->labels, config->degree, config->path_length, config->path_length - 1);
  }
  if (config->objective == PS_NEXTLAT && config->path_length < 3) { /* it looks path_length - 2 nodes ahead */
    return ps_fail(why, PS_INVALID_CONFIG, PS_REFUSE_PATH_TOO_SHORT, "path_length objective", 3, PS_PATH_MAX,
                   config->path_length);
  }
  if (config->objective == PS_RITF && config->degree < 2) { /* it ranks the path above other arms */
    return ps_fail(why, PS_INVALID_CONFIG, PS_REFUSE_RITF_NEEDS_ARMS, "degree objective", 2, PS_DEGREE_MAX,
                   config->degree);
  }
  if (config->goals > config->degree) {
    return ps_fail(why, PS_INVALID_CONFIG, PS_REFUSE_GOALS_TOO_MANY, "goals degree", config->degree, config->goals);
  }
  if (applies(config, "heads") && config->width % config->heads) {
    return ps_fail(why, PS_INVALID_CONFIG, PS_REFUSE_WIDTH_NOT_MULTIPLE, "width heads", config->width, config->heads);
  }
  if (applies(config, "rope") && config->rope && config->width / config->heads % 2) {
    return ps_fail(why, PS_INVALID_CONFIG, PS_REFUSE_ROPE_NEEDS_EVEN, "rope width heads", config->width, config->heads,
                   config->width / config->heads);
  }
  if (config->objective == PS_MLM && config->architecture != PS_TRANSFORMER) {
    return ps_fail(why, PS_INVALID_CONFIG, PS_REFUSE_MLM_NEEDS_TRANSFORMER, "architecture objective");
  }
  return ps_is_gpt2(config) ? validate_gpt2(config, why) : PS_OK;
}

/* `{"degree":3,...}`; `unless_in`: leaves out what has the same value there. */
static void write_config(ps_text *text, const ps_config *config, const ps_config *unless_in) {
  const char *separator = "";
  ps_text_character(text, '{');
  for (int i = 0; i < OPTIONS; i++) {
    const option *o = &options[i];
    if (unless_in && value_of(config, o) == value_of(unless_in, o)) continue;
    ps_text_format(text, "%s\"%s\":", separator, o->name);
    assert(allowed(config, o, value_of(config, o)));
    write_json_value(text, o, value_of(config, o));
    separator = ",";
  }
  ps_text_character(text, '}');
}

size_t ps_config_json(char *json, size_t capacity, const ps_config *config) {
  ps_text text = ps_text_begin(json, capacity);
  write_config(&text, config, NULL);
  return ps_text_end(&text);
}

static void describe_option(ps_text *text, const option *o) {
  static const char *const types[] = {"int", "int", "number", "bool", "choice"};
  ps_text_format(text, "{\"name\":\"%s\",\"type\":\"%s\",", o->name, types[o->type]);
  if (o->type == TYPE_CHOICE) {
    ps_text_string(text, "\"choices\":[");
    for (int i = 0; i <= (int)o->maximum; i++) ps_text_format(text, "%s\"%s\"", i ? "," : "", o->choices[i]);
    ps_text_string(text, "],");
  } else if (o->type != TYPE_BOOL) {
    ps_text_string(text, "\"minimum\":");
    write_number(text, o, o->minimum);
    ps_text_string(text, ",\"maximum\":");
    write_number(text, o, o->maximum);
    ps_text_character(text, ',');
  }
  ps_text_string(text, "\"default\":");
  write_json_value(text, o, o->standard);
  ps_text_format(text, ",\"group\":\"%s\",\"help\":", o->group);
  ps_text_json_string(text, o->help);
  ps_text_string(text, ",\"when\":{");
  if (o->governor) {
    const option *governor = option_named(o->governor, strlen(o->governor));
    const char *before = "[";
    ps_text_format(text, "\"%s\":", o->governor);
    for (int i = 0; i <= (int)governor->maximum; i++) {
      if (!(o->only & ONE(i))) continue;
      ps_text_format(text, "%s\"%s\"", before, governor->choices[i]);
      before = ",";
    }
    ps_text_character(text, ']');
  }
  ps_text_string(text, "}}");
}

static void describe_preset(ps_text *text, const ps_preset *preset) {
  ps_text_string(text, "{\"name\":");
  ps_text_json_string(text, preset->name);
  ps_text_string(text, ",\"title\":");
  ps_text_json_string(text, preset->title);
  ps_text_string(text, ",\"note\":");
  ps_text_json_string(text, preset->note);
  ps_text_string(text, ",\"config\":");
  ps_config standard, config;
  ps_config_default(&standard);
  ps_config_preset(&config, preset->name, NULL);
  write_config(text, &config, &standard);
  ps_text_character(text, '}');
}

void ps_config_describe(ps_text *text) {
  ps_text_string(text, "\"options\":[");
  for (int i = 0; i < OPTIONS; i++) {
    if (i) ps_text_character(text, ',');
    describe_option(text, &options[i]);
  }
  ps_text_string(text, "],\"presets\":[");
  for (int i = 0; ps_preset_at(i); i++) {
    if (i) ps_text_character(text, ',');
    describe_preset(text, ps_preset_at(i));
  }
  ps_text_character(text, ']');
}

int ps_config_fields(void) {
  return OPTIONS;
}

const char *ps_config_field(int i) {
  assert(i >= 0 && i < OPTIONS);
  return options[i].name;
}
