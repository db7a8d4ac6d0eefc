/* Layouts and objectives against sequences written by hand, and against those of the golden files. */
#include "check.h"
#include "objectives/objective.h"

#include <stdio.h>

enum { LONGEST = 3 * PS_EDGES_MAX + 3 + PS_PATH_MAX };

static ps_graph graph_of(const ps_config *config, const char *line) {
  ps_graph graph;
  ps_message why = {""};
  CHECK_INTEGER(ps_graph_parse(&graph, config, line, strlen(line), 1, &why), PS_OK);
  CHECK_TEXT(why.text, "");
  return graph;
}

static ps_config config_of(int degree, int path_length, int labels, int layout, int objective) {
  ps_config config;
  ps_config_default(&config);
  config.degree = degree, config.path_length = path_length, config.labels = labels;
  config.layout = layout, config.objective = objective;
  return config;
}

/* "8 4 | ... 7>0 ... $", labels as numbers, then " -> " and the targets; "." where none is predicted. */
static const char *sample_text(const ps_config *config, const ps_graph *graph) {
  static char text[LONGEST * 24];
  ps_token x[LONGEST];
  int32_t y[LONGEST];
  memset(y, 0x55, sizeof y);
  ps_objective_sample(x, y, config, graph);
  char *at = text;
  int length = ps_input_length(config);
  for (int t = 0; t < length; t++) {
    if (x[t].child >= 0) {
      at += sprintf(at, "%d>%d ", x[t].id, x[t].child);
    } else if (x[t].id < config->labels) {
      at += sprintf(at, "%d ", x[t].id);
    } else {
      at += sprintf(at, "%c ", "|=/$"[x[t].id - config->labels]);
    }
  }
  at += sprintf(at, "->");
  for (int t = 0; t < length; t++) at += y[t] < 0 ? sprintf(at, ".") : sprintf(at, " %d", y[t]);
  return text;
}

static void by_hand(void) {
  static const char *const expected[3][3] = {
      [PS_PAPER] = {"8 4 | 0 6 | 7 0 | 7 8 / 7 6 = 7 0 ->.............. 7 0 6",
                    "8 4 | 0 6 | 7 0 | 7 8 / 7 6 = $ $ ->.............. 7 0 6",
                    "8 4 | 0 6 | 7 0 | 7 8 / 7 6 = 6 0 ->.............. 6 0 7"},
      [PS_PAIRS] = {"8 4 0 6 7 0 7 8 7 6 = 7 0 ->.......... 7 0 6", "8 4 0 6 7 0 7 8 7 6 = $ $ ->.......... 7 0 6",
                    "8 4 0 6 7 0 7 8 7 6 = 6 0 ->.......... 6 0 7"},
      [PS_EDGE] = {"8>4 0>6 7>0 7>8 7 6 = 7 0 ->...... 7 0 6", "8>4 0>6 7>0 7>8 7 6 = $ $ ->...... 7 0 6",
                   "8>4 0>6 7>0 7>8 7 6 = 6 0 ->...... 6 0 7"},
  };
  for (int layout = 0; layout < 3; layout++) {
    for (int objective = 0; objective < 3; objective++) {
      ps_config config = config_of(2, 3, 10, layout, objective);
      ps_graph graph = graph_of(&config, "8,4|0,6|7,0|7,8/7,6=7,0,6");
      CHECK_TEXT(sample_text(&config, &graph), expected[layout][objective]);
    }
    ps_config config = config_of(2, 3, 10, layout, PS_TOP);
    ps_graph graph = graph_of(&config, "8,4|0,6|7,0|7,8/7,6=7,0,6");
    CHECK_TEXT(sample_text(&config, &graph), expected[layout][PS_TEACHER_FORCING]);
  }
}

/* The question before the edges: as many tokens, the same targets. */
static void question_first(void) {
  static const char *const expected[3] = {
      [PS_PAPER] = "7 6 / 8 4 | 0 6 | 7 0 | 7 8 = 7 0 ->.............. 7 0 6",
      [PS_PAIRS] = "7 6 8 4 0 6 7 0 7 8 = 7 0 ->.......... 7 0 6",
      [PS_EDGE] = "7 6 8>4 0>6 7>0 7>8 = 7 0 ->...... 7 0 6",
  };
  static const char paper_roles[] = "start goal separator parent child separator parent child separator parent child "
                                    "separator parent child equals path path ";
  static const char *const roles[3] = {
      [PS_PAPER] = paper_roles,
      [PS_PAIRS] = "start goal parent child parent child parent child parent child equals path path ",
      [PS_EDGE] = "start goal edge edge edge edge equals path path ",
  };
  for (int layout = 0; layout < 3; layout++) {
    static char text[8000], found[400];
    ps_config config = config_of(2, 3, 10, layout, PS_TEACHER_FORCING);
    config.question = PS_QUESTION_FIRST;
    ps_graph graph = graph_of(&config, "8,4|0,6|7,0|7,8/7,6=7,0,6");
    ps_graph_space space;
    CHECK_TEXT(sample_text(&config, &graph), expected[layout]);
    CHECK_INTEGER(ps_graph_space_init(&space, &config, NULL), PS_OK);
    ps_graph_json(text, sizeof text, &graph, &config, &space);
    char *at = found;
    for (const char *role = text; (role = strstr(role, "\"role\":\"")); role += 8) {
      at += sprintf(at, "%.*s ", (int)strcspn(role + 8, "\""), role + 8);
    }
    CHECK_TEXT(found, roles[layout]);
    CHECK(strstr(text, "{\"text\":\"6\",\"role\":\"goal\",\"node\":6,\"arm\":0,\"target\":null,"));
    CHECK(strstr(text, "{\"text\":\"=\",\"role\":\"equals\",\"node\":null,\"arm\":null,\"target\":7,\"position\":1}"));
    CHECK(strstr(text, "\"target\":6,\"position\":3}]}"));
  }
}

/* The first sequence of each transformer golden file: its x as numbers, its y where it is not -1. */
static void golden(void) {
  static const struct {
    const char *line;
    int degree, path_length, labels, objective, length;
    int x[33], targets[4];
  } files[] = {
      {"8,4|0,6|7,0|7,8/7,6=7,0,6",
       2,
       3,
       10,
       PS_TEACHER_FORCING,
       17,
       {8, 4, 10, 0, 6, 10, 7, 0, 10, 7, 8, 12, 7, 6, 11, 7, 0},
       {7, 0, 6}},
      {"0,6|11,2|0,10|0,4|4,7|6,3|3,9|10,11|7,8/0,9=0,6,3,9",
       3,
       4,
       12,
       PS_TEACHERLESS,
       33,
       {0,  6, 12, 11, 2,  12, 0,  10, 12, 0,  4, 12, 4,  7,  12, 6, 3,
        12, 3, 9,  12, 10, 11, 12, 7,  8,  14, 0, 9,  13, 15, 15, 15},
       {0, 6, 3, 9}},
      {"6,12|2,7|12,8|6,2/6,7=6,2,7",
       2,
       3,
       17,
       PS_REVERSE,
       17,
       {6, 12, 17, 2, 7, 17, 12, 8, 17, 6, 2, 19, 6, 7, 18, 7, 2},
       {7, 2, 6}},
  };
  for (size_t f = 0; f < sizeof files / sizeof files[0]; f++) {
    ps_config config = config_of(files[f].degree, files[f].path_length, files[f].labels, PS_PAPER, files[f].objective);
    ps_graph graph = graph_of(&config, files[f].line);
    ps_token x[LONGEST];
    int32_t y[LONGEST];
    if (!CHECK_INTEGER(ps_input_length(&config), files[f].length)) continue;
    ps_objective_sample(x, y, &config, &graph);
    for (int t = 0; t < files[f].length; t++) {
      int i = t - (files[f].length - files[f].path_length);
      CHECK_INTEGER(x[t].id, files[f].x[t]);
      CHECK_INTEGER(x[t].child, -1);
      CHECK_INTEGER(y[t], i < 0 ? -1 : files[f].targets[i]);
    }
  }
}

static void lengths(void) {
  for (int d = 1; d <= PS_DEGREE_MAX; d++) {
    for (int l = 2; l <= PS_PATH_MAX; l++) {
      int edges = d * (l - 1);
      static const int an_edge[] = {[PS_PAPER] = 3, [PS_PAIRS] = 2, [PS_EDGE] = 1};
      for (int layout = 0; layout < 3; layout++) {
        ps_config config = config_of(d, l, PS_LABELS_MAX, layout, PS_REVERSE);
        CHECK_INTEGER(ps_prefix_length(&config), an_edge[layout] * edges + 3);
        CHECK_INTEGER(ps_input_length(&config), an_edge[layout] * edges + 3 + l - 1);
        CHECK_INTEGER(ps_answer_place(&config), an_edge[layout] * edges + 2);
        config.objective = PS_MLM;
        CHECK_INTEGER(ps_input_length(&config), an_edge[layout] * edges + 3 + l);
        CHECK_INTEGER(ps_answer_place(&config), an_edge[layout] * edges + 3);
      }
    }
  }
}

/* Exactly input-length tokens are written, all of the vocabulary, and exactly path_length positions have a target. */
static void bounds(void) {
  for (int d = 1; d <= PS_DEGREE_MAX; d += 3) {
    for (int l = 2; l <= PS_PATH_MAX; l += 3) {
      for (int both = 0; both < 24; both++) {
        static const int objectives[] = {PS_TEACHER_FORCING, PS_TEACHERLESS, PS_REVERSE, PS_MLM};
        ps_config config = config_of(d, l, 1 + d * (l - 1) + both % 2, both / 4 % 3, objectives[both % 4]);
        config.question = both / 12;
        ps_graph_space space;
        ps_graph graph;
        CHECK_INTEGER(ps_graph_space_init(&space, &config, NULL), PS_OK);
        ps_graph_generate(&graph, &space, PS_TRAIN, (uint64_t)both);
        ps_token x[LONGEST + 1];
        int32_t y[LONGEST + 1];
        int length = ps_input_length(&config), inside = 1, targets = 0;
        x[length] = (ps_token){.id = -7, .child = -7}, y[length] = -7;
        ps_objective_sample(x, y, &config, &graph);
        CHECK(x[length].id == -7 && x[length].child == -7 && y[length] == -7);
        for (int t = 0; t < length; t++) {
          if (x[t].id < 0 || x[t].id >= ps_vocabulary(&config) || x[t].child < -1 || x[t].child >= config.labels) {
            inside = 0;
          }
          if (y[t] >= 0) targets++;
        }
        CHECK(inside);
        CHECK_INTEGER(targets, l);
      }
    }
  }
}

/* Any arm's path can be asked for: the Clever Hans test hands the model a wrong one. */
static void other_arms(void) {
  ps_config config = config_of(2, 3, 10, PS_EDGE, PS_TEACHER_FORCING);
  ps_graph graph = graph_of(&config, "8,4|0,6|7,0|7,8/7,6=7,0,6");
  int16_t targets[PS_PATH_MAX];
  ps_token x[PS_PATH_MAX];
  ps_objective_targets(targets, &config, &graph, 1);
  CHECK(targets[0] == 7 && targets[1] == 8 && targets[2] == 4);
  ps_objective_inputs(x, &config, targets);
  CHECK(x[0].id == 7 && x[1].id == 8 && x[0].child == -1 && x[1].child == -1);
  config.objective = PS_REVERSE;
  ps_objective_targets(targets, &config, &graph, 1);
  CHECK(targets[0] == 4 && targets[1] == 8 && targets[2] == 7);
  const ps_objective_row *row = ps_objective_of(&config);
  CHECK(row->order == PS_FROM_GOAL && row->inputs == PS_SHOW_TARGETS && row->decoder == PS_SAY_IN_TURN);
  config.objective = PS_TEACHERLESS;
  ps_objective_inputs(x, &config, targets);
  CHECK(x[0].id == 13 && x[1].id == 13);
  row = ps_objective_of(&config);
  CHECK(row->order == PS_FROM_START && row->inputs == PS_SHOW_DUMMIES && row->decoder == PS_SAY_AT_ONCE);
  CHECK_INTEGER(ps_objective_counted(&config), 3);
  config.objective = PS_MLM;
  ps_objective_inputs(x, &config, targets);
  CHECK(x[0].id == 13 && x[1].id == 13 && x[2].id == 13);
  CHECK_TEXT(sample_text(&config, &graph), "8>4 0>6 7>0 7>8 7 6 = $ $ $ ->....... 7 0 6");
}

static void json(void) {
  static char text[4000];
  ps_config config = config_of(2, 2, 9, PS_PAPER, PS_TEACHERLESS);
  ps_graph graph = graph_of(&config, "5,3|5,8/5,8=5,8");
  ps_graph_space space;
  CHECK_INTEGER(ps_graph_space_init(&space, &config, NULL), PS_OK);
  const char *split = ps_graph_split(&graph, &space) == PS_TRAIN ? "train" : "held_out";
  char expected[4000];
  snprintf(expected, sizeof expected,
           "{\"start\":5,\"goal\":8,\"goal_arm\":1,\"arms\":[[5,3],[5,8]],\"edges\":[[5,3],[5,8]],\"text\":"
           "\"5,3|5,8/5,8=5,8\",\"split\":\"%s\",\"tokens\":["
           "{\"text\":\"5\",\"role\":\"parent\",\"node\":5,\"arm\":0,\"target\":null,\"position\":null},"
           "{\"text\":\"3\",\"role\":\"child\",\"node\":3,\"arm\":0,\"target\":null,\"position\":null},"
           "{\"text\":\"|\",\"role\":\"separator\",\"node\":null,\"arm\":null,\"target\":null,\"position\":null},"
           "{\"text\":\"5\",\"role\":\"parent\",\"node\":5,\"arm\":1,\"target\":null,\"position\":null},"
           "{\"text\":\"8\",\"role\":\"child\",\"node\":8,\"arm\":1,\"target\":null,\"position\":null},"
           "{\"text\":\"/\",\"role\":\"separator\",\"node\":null,\"arm\":null,\"target\":null,\"position\":null},"
           "{\"text\":\"5\",\"role\":\"start\",\"node\":5,\"arm\":null,\"target\":null,\"position\":null},"
           "{\"text\":\"8\",\"role\":\"goal\",\"node\":8,\"arm\":1,\"target\":null,\"position\":null},"
           "{\"text\":\"=\",\"role\":\"equals\",\"node\":null,\"arm\":null,\"target\":5,\"position\":1},"
           "{\"text\":\"$\",\"role\":\"dummy\",\"node\":null,\"arm\":null,\"target\":8,\"position\":2}]}",
           split);
  CHECK_INTEGER(ps_graph_json(text, sizeof text, &graph, &config, &space), strlen(expected));
  CHECK_TEXT(text, expected);

  config.layout = PS_EDGE, config.objective = PS_REVERSE;
  ps_graph_json(text, sizeof text, &graph, &config, &space);
  CHECK_TEXT(strstr(text, "\"tokens\""),
             "\"tokens\":["
             "{\"text\":\"5>3\",\"role\":\"edge\",\"node\":3,\"arm\":0,\"target\":null,\"position\":null},"
             "{\"text\":\"5>8\",\"role\":\"edge\",\"node\":8,\"arm\":1,\"target\":null,\"position\":null},"
             "{\"text\":\"5\",\"role\":\"start\",\"node\":5,\"arm\":null,\"target\":null,\"position\":null},"
             "{\"text\":\"8\",\"role\":\"goal\",\"node\":8,\"arm\":1,\"target\":null,\"position\":null},"
             "{\"text\":\"=\",\"role\":\"equals\",\"node\":null,\"arm\":null,\"target\":8,\"position\":1},"
             "{\"text\":\"8\",\"role\":\"path\",\"node\":8,\"arm\":1,\"target\":5,\"position\":2}]}");

  config.layout = PS_PAIRS, config.objective = PS_TEACHER_FORCING;
  ps_graph_json(text, sizeof text, &graph, &config, &space);
  CHECK(strstr(text, "\"tokens\":[{\"text\":\"5\",\"role\":\"parent\",\"node\":5,\"arm\":0,"));
  CHECK(strstr(text, "},{\"text\":\"5\",\"role\":\"parent\",\"node\":5,\"arm\":1,"));
  CHECK(strstr(text, "},{\"text\":\"5\",\"role\":\"path\",\"node\":5,\"arm\":null,\"target\":8,\"position\":2}]}"));

  config.objective = PS_MLM;
  ps_graph_json(text, sizeof text, &graph, &config, &space);
  CHECK(strstr(text,
               "{\"text\":\"=\",\"role\":\"equals\",\"node\":null,\"arm\":null,\"target\":null,\"position\":null},"
               "{\"text\":\"$\",\"role\":\"dummy\",\"node\":null,\"arm\":null,\"target\":5,\"position\":1},"
               "{\"text\":\"$\",\"role\":\"dummy\",\"node\":null,\"arm\":null,\"target\":8,\"position\":2}]}"));

  static ps_decoding decoding = {.path_length = 2,
                                 .labels = 3,
                                 .tokens = {2, 4},
                                 .targets = {2, 0},
                                 .rounds = {2, 1},
                                 .probabilities = {{0.25f, 0, 0.75f}, {0.1f, 0, 1}}};
  ps_decoding_json(text, sizeof text, &decoding);
  CHECK_TEXT(text, "{\"correct\":false,\"steps\":[{\"position\":1,\"token\":2,\"text\":\"2\",\"target\":2,"
                   "\"round\":2,\"probabilities\":[0.25,0,0.75]},"
                   "{\"position\":2,\"token\":4,\"text\":\"=\",\"target\":0,\"round\":1,"
                   "\"probabilities\":[0.100000001,0,1]}]}");
}

int main(void) {
  by_hand();
  question_first();
  golden();
  lengths();
  bounds();
  other_arms();
  json();
  return check_done("tokens");
}
