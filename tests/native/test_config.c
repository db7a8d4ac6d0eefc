/* The option table through the functions that it drives: every option, every refusal, every preset. */
#include "check.h"
#include "pathstar.h"

#include <stdlib.h>

/* ---- A validator of JSON, enough to tell what parses from what does not ---- */

static const char *skip_value(const char *at);

static const char *skip_string(const char *at) {
  if (*at++ != '"') return NULL;
  for (; *at != '"'; at++) {
    if ((unsigned char)*at < 0x20) return NULL;
    if (*at == '\\' && !strchr("\"\\/bfnrtu", *++at)) return NULL;
  }
  return at + 1;
}

static const char *skip_list(const char *at, char close, int named) {
  if (*at == close) return at + 1;
  for (;; at++) {
    if (named) {
      at = skip_string(at);
      if (!at || *at++ != ':') return NULL;
    }
    at = skip_value(at);
    if (!at || *at == close) return at ? at + 1 : NULL;
    if (*at != ',') return NULL;
  }
}

static const char *skip_value(const char *at) {
  static const char *const words[] = {"true", "false", "null"};
  if (*at == '"') return skip_string(at);
  if (*at == '{') return skip_list(at + 1, '}', 1);
  if (*at == '[') return skip_list(at + 1, ']', 0);
  for (int i = 0; i < 3; i++) {
    if (strncmp(at, words[i], strlen(words[i])) == 0) return at + strlen(words[i]);
  }
  char *end;
  if (*at != '-' && (*at < '0' || *at > '9')) return NULL;
  strtod(at, &end);
  return end;
}

static int is_json(const char *text) {
  const char *end = skip_value(text);
  return end && *end == 0;
}

/* ---- One row an option: what the plan promises, written down a second time on purpose ---- */

typedef struct expectation {
  const char *name, *standard;
  const char *least, *most; /* accepted */
  const char *below, *above;
  const char *demand; /* of the message */
} expectation;

#define INT(least, most, below, above) #least, #most, #below, #above, "must be an integer in " #least ".." #most
#define BOOL "false", "true", "0", "yes", "must be true or false"

static const expectation expectations[] = {
    {"degree", "3", INT(1, 20, 0, 21)},
    {"path_length", "4", INT(2, 20, 1, 21)},
    {"labels", "10", INT(2, 512, 1, 513)},
    {"layout", "edge", "paper", "edge", "Paper", "edges", "must be paper, pairs or edge"},
    {"edge_order", "shuffled", "shuffled", "arms", "", "arm", "must be shuffled or arms"},
    {"question", "last", "last", "first", "middle", "Last", "must be last or first"},
    {"objective", "teacher_forcing", "teacher_forcing", "reverse", "teacher-forcing", "3",
     "must be teacher_forcing, teacherless, reverse, top, masked, hybrid, first_only, without_first, mtp_linear, "
     "fsp_bow, waypoint, nextlat, mlm, mtp_block, mtp_chain, any_order or ritf"},
    {"mask", "each", "uniform", "span", "", "all", "must be each, uniform or span"},
    {"mask_rate", "0.5", "0", "1", "-0.001", "1.001", "must be a number in 0..1"},
    {"horizon", "4", INT(2, 20, 1, 21)},
    {"rank_said", "false", BOOL},
    {"aux_weight", "1", "0", "1000", "-0.001", "1000.1", "must be a number in 0..1000"},
    {"architecture", "transformer", "transformer", "mamba", "", "rnn", "must be transformer or mamba"},
    {"layers", "4", INT(1, 12, 0, 13)},
    {"heads", "4", INT(1, 16, 0, 17)},
    {"width", "32", INT(1, 1024, 0, 1025)},
    {"mlp_ratio", "0", INT(0, 4, -1, 5)},
    {"tied_head", "false", BOOL},
    {"biases", "false", BOOL},
    {"positions", "learned", "none", "learned", "non", "learned ", "must be none or learned"},
    {"rope", "false", BOOL},
    {"expand", "2", INT(1, 4, 0, 5)},
    {"state", "16", INT(1, 64, 0, 65)},
    {"conv", "4", INT(1, 8, 0, 9)},
    {"init", "fan_in", "reference", "fan_in", "fan", "fan_in2", "must be reference or fan_in"},
    {"batch", "128", INT(1, 4096, 0, 4097)},
    {"train_graphs", "0", INT(0, 1000000000, -1, 1000000001)},
    {"goals", "1", INT(1, 20, 0, 21)},
    {"optimizer", "muon", "adamw", "muon", "adam", "sgd", "must be adamw or muon"},
    {"learning_rate", "0.001", "0", "10", "-0.001", "10.001", "must be a number in 0..10"},
    {"muon_learning_rate", "0.01", "0", "10", "-1e-20", "1e2", "must be a number in 0..10"},
    {"warmup", "100", INT(0, 1000000, -1, 1000001)},
    {"schedule", "constant", "constant", "cosine", "linear", "", "must be constant or cosine"},
    {"schedule_steps", "2000", INT(1, 1000000000, 0, 1000000001)},
    {"weight_decay", "0", "0", "10", "-1", "11", "must be a number in 0..10"},
    {"clip", "1", "0", "1000000", "-1", "1000001", "must be a number in 0..1000000"},
    {"beta1", "0.9", "0", "0.9999999", "-0.1", "1", "must be a number in 0..0.9999999"},
    {"beta2", "0.98", "0", "0.9999999", "-0.1", "0.99999995", "must be a number in 0..0.9999999"},
    {"epsilon", "1e-8", "1e-20", "1", "1e-21", "1.1", "must be a number in 1e-20..1"},
    {"seed", "2", INT(0, 4294967295, -1, 4294967296)},
};

enum { EXPECTATIONS = sizeof expectations / sizeof expectations[0] };

static const char *value_of(const ps_config *config, const char *name) {
  static char text[64];
  size_t length = ps_config_get(text, sizeof text, config, name);
  CHECK_INTEGER(length, strlen(text));
  return text;
}

/* Refused, nothing changed, and the message names the field, the value and what is allowed. */
static void refused(const expectation *e, const char *value) {
  ps_config config, before;
  memset(&config, 0, sizeof config);
  ps_config_default(&config);
  before = config;
  ps_message why;
  char expected[sizeof why.text];
  snprintf(expected, sizeof expected, "%s %s, not \"%s\"", e->name, e->demand, value);
  CHECK_INTEGER(ps_config_set(&config, e->name, value, &why), PS_INVALID_CONFIG);
  CHECK_TEXT(why.text, expected);
  /* The page's sentence is made from the arguments: the last choice must be there whole. */
  const char *last = strstr(e->demand, " or ");
  char choice[32];
  snprintf(choice, sizeof choice, ", %s\",", last ? last + 4 : "");
  CHECK(!last || strstr(e->demand, "true or false") || strstr(why.arguments, choice));
  CHECK(memcmp(&config, &before, sizeof config) == 0);
}

static void taken(const char *name, const char *value, const char *expected) {
  ps_config config;
  ps_message why = {""};
  ps_config_default(&config);
  CHECK_INTEGER(ps_config_set(&config, name, value, &why), PS_OK);
  CHECK_TEXT(why.text, "");
  CHECK_TEXT(value_of(&config, name), expected);
}

static void every_option(void) {
  static const char *const garbage[] = {"", " ", "x", "1x", "1 ", " 1", "0x1", "nan", "inf", "1,5", "TRUE", "null"};
  ps_config config;
  ps_config_default(&config);
  for (int i = 0; i < EXPECTATIONS; i++) {
    const expectation *e = &expectations[i];
    CHECK_TEXT(value_of(&config, e->name), e->standard);
    taken(e->name, e->standard, e->standard);
    taken(e->name, e->least, e->least);
    taken(e->name, e->most, e->most);
    refused(e, e->below);
    refused(e, e->above);
    for (size_t g = 0; g < sizeof garbage / sizeof garbage[0]; g++) refused(e, garbage[g]);
  }
}

static void canonical_numbers(void) {
  taken("learning_rate", "1e-3", "0.001");
  taken("learning_rate", ".5", "0.5");
  taken("learning_rate", "0.1234567894", "0.123456789");
  taken("epsilon", "0.00000001", "1e-8");
  taken("weight_decay", "-0", "0");
  taken("degree", "007", "7");
  ps_config a, b;
  ps_config_default(&a);
  ps_config_default(&b);
  ps_config_set(&a, "learning_rate", "0.33333333333333333", NULL);
  ps_config_set(&b, "learning_rate", value_of(&a, "learning_rate"), NULL);
  CHECK(a.learning_rate == b.learning_rate && a.learning_rate == 0.333333333);
}

static void unknown_fields(void) {
  static const char *const names[] = {"x", "", "Degree", "degree ", "path-length", "steps"};
  ps_config config;
  ps_config_default(&config);
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    ps_message why;
    char expected[64];
    snprintf(expected, sizeof expected, "unknown field \"%s\"", names[i]);
    CHECK_INTEGER(ps_config_set(&config, names[i], "1", &why), PS_INVALID_CONFIG);
    CHECK_TEXT(why.text, expected);
    CHECK_TEXT(value_of(&config, names[i]), "");
  }
  CHECK_INTEGER(ps_config_set(&config, "degree", "21", NULL), PS_INVALID_CONFIG); /* no room for a reason is allowed */
}

static void invalid(const ps_config *config, const char *expected) {
  ps_message why = {""};
  CHECK_INTEGER(ps_config_validate(config, &why), PS_INVALID_CONFIG);
  CHECK_TEXT(why.text, expected);
}

static void cross_field(void) {
  ps_config standard, config;
  ps_config_default(&standard);
  CHECK_INTEGER(ps_config_validate(&standard, NULL), PS_OK);

  config = standard;
  config.labels = 9;
  invalid(&config, "labels must be in 10..512, not 9: degree 3 and path_length 4 make 1 + 3 x 3 = 10 nodes");
  config.degree = 20, config.path_length = 20, config.labels = 380;
  invalid(&config, "labels must be in 381..512, not 380: degree 20 and path_length 20 make 1 + 20 x 19 = 381 nodes");
  config.labels = 381;
  CHECK_INTEGER(ps_config_validate(&config, NULL), PS_OK);

  config = standard;
  config.objective = PS_NEXTLAT, config.path_length = 2;
  invalid(&config, "path_length must be in 3..20, not 2: the objective nextlat looks path_length - 2 nodes ahead");
  config.path_length = 3;
  CHECK_INTEGER(ps_config_validate(&config, NULL), PS_OK);

  config = standard;
  config.objective = PS_RITF, config.degree = 1;
  invalid(&config, "degree must be in 2..20, not 1: the objective ritf ranks the path above the nodes of other arms");
  config.degree = 2;
  CHECK_INTEGER(ps_config_validate(&config, NULL), PS_OK);

  config = standard;
  config.goals = 3;
  CHECK_INTEGER(ps_config_validate(&config, NULL), PS_OK);
  config.goals = 4;
  invalid(&config, "goals must be in 1..3, not 4: degree 3 makes so many");

  config = standard;
  config.width = 33;
  invalid(&config, "width must be a multiple of heads, not 33: heads is 4");
  config.width = 12, config.rope = 1;
  invalid(&config, "rope must be false, not true, unless width / heads is even: 12 / 4 = 3");
  config.width = 24;
  CHECK_INTEGER(ps_config_validate(&config, NULL), PS_OK);

  /* What only attention demands is nothing to Mamba; a field out of its own range still is. */
  config.architecture = PS_MAMBA, config.width = 33, config.rope = 1;
  CHECK_INTEGER(ps_config_validate(&config, NULL), PS_OK);
  config.heads = 0;
  invalid(&config, "heads must be an integer in 1..16, not 0");

  config = standard;
  config.objective = PS_MLM;
  CHECK_INTEGER(ps_config_validate(&config, NULL), PS_OK);
  config.architecture = PS_MAMBA;
  invalid(&config, "architecture must be transformer where objective is mlm: every position sees the later ones");

  /* What a struct can hold and ps_config_set() would not have let in. */
  config = standard;
  config.degree = 0;
  invalid(&config, "degree must be an integer in 1..20, not 0");
  config = standard;
  config.layout = 3;
  invalid(&config, "layout must be paper, pairs or edge, not 3");
  config = standard;
  config.rope = 2;
  invalid(&config, "rope must be true or false, not 2");
  config = standard;
  config.seed = 0.5;
  invalid(&config, "seed must be an integer in 0..4294967295, not 0.5");
  config = standard;
  config.clip = (double)NAN;
  invalid(&config, "clip must be a number in 0..1000000 of at most nine significant digits, not null");
  config = standard;
  config.beta1 = 1.0 / 3;
  invalid(&config, "beta1 must be a number in 0..0.9999999 of at most nine significant digits, not 0.333333333");
}

static char json[20000];

static void json_of_a_config(void) {
  ps_config config;
  ps_config_default(&config);
  size_t length = ps_config_json(json, sizeof json, &config);
  CHECK_INTEGER(length, strlen(json));
  CHECK(is_json(json));
  CHECK_TEXT(
      json, "{\"degree\":3,\"path_length\":4,\"labels\":10,\"layout\":\"edge\",\"edge_order\":\"shuffled\","
            "\"question\":\"last\",\"objective\":\"teacher_forcing\",\"mask\":\"each\",\"mask_rate\":0.5,\"horizon\":4,"
            "\"rank_said\":false,"
            "\"aux_weight\":1,"
            "\"architecture\":\"transformer\",\"layers\":4,\"heads\":4,\"width\":32,\"mlp_ratio\":0,\"tied_head\":"
            "false,\"biases\":false,\"positions\":\"learned\",\"rope\":false,\"expand\":2,\"state\":16,\"conv\":4,"
            "\"init\":\"fan_in\",\"batch\":128,"
            "\"train_graphs\":0,\"goals\":1,\"optimizer\":\"muon\",\"learning_rate\":0.001,\"muon_learning_rate\":0.01,"
            "\"warmup\":100,\"schedule\":\"constant\",\"schedule_steps\":2000,\"weight_decay\":0,\"clip\":1,"
            "\"beta1\":0.9,\"beta2\":0.98,\"epsilon\":1e-8,\"seed\":2}");
  char cut[32];
  memset(cut, '#', sizeof cut);
  CHECK_INTEGER(ps_config_json(cut, 10, &config), length);
  CHECK_TEXT(cut, "{\"degree\"");
  CHECK(cut[10] == '#');
  CHECK_INTEGER(ps_config_json(NULL, 0, &config), length);
}

static void description(void) {
  size_t length = ps_describe(json, sizeof json);
  CHECK_INTEGER(length, strlen(json));
  CHECK_INTEGER(ps_describe(NULL, 0), length);
  CHECK(is_json(json));
  CHECK(!is_json("{\"a\":1,}") && !is_json("[1") && !is_json("{}x") && is_json("[{},{\"a\":[-1.5e-3,true]}]"));

  static const char start[] = "{\"version\":\"" PS_VERSION "\",\"options\":[{\"name\":\"degree\",";
  CHECK(strncmp(json, start, strlen(start)) == 0);
  const char *at = json;
  for (int i = 0; i < EXPECTATIONS; i++) { /* each once, in order, with its default */
    const expectation *e = &expectations[i];
    int bare = strstr(e->demand, "integer") || strstr(e->demand, "number") || strstr(e->demand, "true");
    const char *quote = bare ? "" : "\"";
    char name[64], standard[64];
    snprintf(name, sizeof name, "{\"name\":\"%s\",\"type\":", e->name);
    snprintf(standard, sizeof standard, "\"default\":%s%s%s,", quote, e->standard, quote);
    at = strstr(at, name);
    if (!CHECK(at != NULL)) return;
    const char *found = strstr(at, standard), *end = strchr(at, '}');
    if (!CHECK(found && found < end)) fprintf(stderr, "    %s\n", name);
    at = end;
  }
  CHECK(strstr(json, "{\"name\":\"seed\",\"type\":\"int\",\"minimum\":0,\"maximum\":4294967295,\"default\":2,\"group\":"
                     "\"training\",\"help\":\""));
  CHECK(strstr(json, "{\"name\":\"layout\",\"type\":\"choice\",\"choices\":[\"paper\",\"pairs\",\"edge\"],\"default\":"
                     "\"edge\",\"group\":\"task\",\"help\":\""));
  CHECK(strstr(json, "{\"name\":\"rope\",\"type\":\"bool\",\"default\":false,\"group\":\"model\",\"help\":\""));
  CHECK(strstr(json, "{\"name\":\"epsilon\",\"type\":\"number\",\"minimum\":1e-20,\"maximum\":1,\"default\":1e-8,"));
  CHECK(strstr(json,
               "Attention heads of a block; must divide the width.\",\"when\":{\"architecture\":[\"transformer\"]}}"));
  CHECK(strstr(json, "Channels of a Mamba block, in widths of the model.\",\"when\":{\"architecture\":[\"mamba\"]}}"));
  CHECK(strstr(json, "Weight of the objective's second loss.\",\"when\":{\"objective\":[\"top\",\"mtp_linear\","
                     "\"fsp_bow\",\"nextlat\",\"mtp_block\",\"mtp_chain\"]}}"));
  CHECK(strstr(
      json,
      "\"config\":{\"degree\":2,\"labels\":7,\"heads\":2,\"positions\":\"none\",\"init\":\"reference\",\"batch\":64,"
      "\"learning_rate\":0.0003,\"warmup\":50}"));
}

static void every_preset(void) {
  static const char *const names[] = {"A", "small", "long", "arms", "hard", "mamba"};
  ps_config standard, config;
  ps_config_default(&standard);
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    ps_message why = {""};
    memset(&config, 0xee, sizeof config);
    CHECK_INTEGER(ps_config_preset(&config, names[i], &why), PS_OK);
    CHECK_INTEGER(ps_config_validate(&config, &why), PS_OK);
    CHECK_TEXT(why.text, "");
    CHECK(config.objective == standard.objective && config.seed == standard.seed);
  }
  CHECK(config.architecture == PS_MAMBA && !config.positions && config.conv == 1); /* the last one */
  ps_message why;
  ps_config before = config;
  CHECK_INTEGER(ps_config_preset(&config, "B", &why), PS_INVALID_CONFIG);
  CHECK_TEXT(why.text, "preset must be one of A, small, long, arms, hard, mamba, not \"B\"");
  CHECK(memcmp(&config, &before, sizeof config) == 0);
}

int main(void) {
  every_option();
  canonical_numbers();
  unknown_fields();
  cross_field();
  json_of_a_config();
  description();
  every_preset();
  return check_done("config");
}
