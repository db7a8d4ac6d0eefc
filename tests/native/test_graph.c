/* Graphs: properties over many spaces, the split, and the text format with everything that is wrong with a line. */
#include "check.h"
#include "ground/rng.h"
#include "pathstar.h"

#include <stdlib.h>

static ps_graph_space space_of(int degree, int path_length, int labels, double seed) {
  ps_config config;
  ps_config_default(&config);
  config.degree = degree, config.path_length = path_length, config.labels = labels, config.seed = seed;
  ps_graph_space space;
  ps_message why = {""};
  CHECK_INTEGER(ps_graph_space_init(&space, &config, &why), PS_OK);
  CHECK_TEXT(why.text, "");
  return space;
}

/* ---- What a graph is ---- */

static int same_graph(const ps_graph *a, const ps_graph *b) {
  int same = a->degree == b->degree && a->path_length == b->path_length && a->labels == b->labels &&
             a->goal_arm == b->goal_arm;
  for (int i = 0; same && i < a->degree; i++) {
    same = memcmp(a->arms[i], b->arms[i], (size_t)a->path_length * sizeof(int16_t)) == 0;
  }
  size_t edges = (size_t)(a->degree * (a->path_length - 1));
  return same && memcmp(a->edges, b->edges, edges * sizeof a->edges[0]) == 0;
}

/* Distinct labels in range; arms that share the start and nothing else; the arms' edges listed once each; a goal. */
static int is_path_star(const ps_graph *graph, const ps_graph_space *space) {
  int count = graph->degree * (graph->path_length - 1);
  char seen[PS_LABELS_MAX] = {0};
  static char listed[PS_LABELS_MAX][PS_LABELS_MAX];
  int good = graph->degree == space->degree && graph->path_length == space->path_length &&
             graph->labels == space->labels && graph->goal_arm >= 0 && graph->goal_arm < graph->degree;
  for (int e = 0; e < count; e++) {
    int parent = graph->edges[e][0], child = graph->edges[e][1];
    if (parent < 0 || parent >= graph->labels || child < 0 || child >= graph->labels) return 0;
    if (listed[parent][child]++) good = 0;
  }
  for (int a = 0; a < graph->degree; a++) {
    if (graph->arms[a][0] != graph->arms[0][0]) good = 0;
    for (int i = a > 0; i < graph->path_length; i++) {
      int label = graph->arms[a][i];
      if (label < 0 || label >= graph->labels || seen[label]++) good = 0;
    }
    for (int i = 1; i < graph->path_length && good; i++) {
      if (listed[graph->arms[a][i - 1]][graph->arms[a][i]] != 1) good = 0; /* `count` arm edges, `count` listed */
    }
  }
  for (int e = 0; e < count; e++) listed[graph->edges[e][0]][graph->edges[e][1]] = 0;
  return good;
}

static void every_space(void) {
  static char line[8000], again[8000];
  int valid = 1, right_side = 1, pure = 1, prints = 1;
  for (int d = 1; d <= PS_DEGREE_MAX; d++) {
    for (int l = 2; l <= PS_PATH_MAX; l++) {
      int nodes = 1 + d * (l - 1);
      for (int labels = nodes; labels <= PS_LABELS_MAX; labels = labels < nodes + 2 ? labels + 1 : 2 * labels + 1) {
        ps_graph_space space = space_of(d, l, labels, d * 1000 + l);
        ps_config config;
        ps_config_default(&config);
        config.degree = d, config.path_length = l, config.labels = labels;
        for (int i = 0; i < 6; i++) {
          ps_split split = i % 2 ? PS_HELD_OUT : PS_TRAIN;
          uint64_t index = i < 4 ? (uint64_t)i : UINT64_MAX - (uint64_t)i;
          ps_graph graph, other, read;
          memset(&graph, 0xaa, sizeof graph);
          memset(&other, 0x55, sizeof other);
          ps_graph_generate(&graph, &space, split, index);
          if (!is_path_star(&graph, &space)) valid = 0;
          if (ps_graph_split(&graph, &space) != split) right_side = 0;
          ps_graph_generate(&other, &space, split, index + 1);
          ps_graph_generate(&other, &space, split, index);
          if (!same_graph(&graph, &other)) pure = 0;

          /* Read back: the same but for the order of the arms, which the text does not hold. */
          size_t length = ps_graph_print(line, sizeof line, &graph);
          if (ps_graph_parse(&read, &config, line, length, 1, NULL) || !is_path_star(&read, &space)) {
            prints = 0;
            continue;
          }
          if (ps_graph_print(again, sizeof again, &read) != length || strcmp(line, again) != 0) prints = 0;
          if (ps_graph_split(&read, &space) != split) right_side = 0;
        }
      }
    }
  }
  CHECK(valid);
  CHECK(right_side);
  CHECK(pure);
  CHECK(prints);
}

/* The bits that everyone must get; a change here changes every run ever made. */
static void known_graphs(void) {
  ps_graph_space space = space_of(3, 4, 10, 1);
  ps_graph graph;
  char line[200];
  ps_graph_generate(&graph, &space, PS_TRAIN, 0);
  ps_graph_print(line, sizeof line, &graph);
  CHECK_TEXT(line, "3,5|6,3|0,9|7,2|9,7|8,1|0,8|0,6|1,4/0,2=0,9,7,2");
  ps_graph_generate(&graph, &space, PS_HELD_OUT, 7);
  ps_graph_print(line, sizeof line, &graph);
  CHECK_TEXT(line, "2,0|6,9|0,7|4,1|5,4|3,5|9,8|3,6|3,2/3,1=3,5,4,1");
}

static void refused_space(void) {
  ps_config config;
  ps_config_default(&config);
  config.labels = 9;
  ps_graph_space space = {.salt = 77};
  ps_message why = {""};
  CHECK_INTEGER(ps_graph_space_init(&space, &config, &why), PS_INVALID_CONFIG);
  CHECK(strstr(why.text, "labels must be in 10..512, not 9") != NULL);
  CHECK_INTEGER(space.salt, 77);
}

/* ---- Chance ---- */

/* Pearson's statistic against equal shares. */
static double chi_square(const int *counts, int classes, int total) {
  double sum = 0, expected = (double)total / classes;
  for (int i = 0; i < classes; i++) sum += (counts[i] - expected) * (counts[i] - expected) / expected;
  return sum;
}

static void uniform(void) {
  enum { GRAPHS = 50000, EDGES = 20 };
  ps_graph_space space = space_of(5, 5, 50, 3);
  int goals[5] = {0}, starts[50] = {0}, ends[50] = {0}, places[EDGES] = {0};
  for (int i = 0; i < GRAPHS; i++) {
    ps_graph graph;
    ps_graph_generate(&graph, &space, PS_TRAIN, (uint64_t)i);
    goals[graph.goal_arm]++;
    starts[graph.arms[0][0]]++;
    ends[graph.arms[4][4]]++;
    for (int e = 0; e < EDGES; e++) {
      if (graph.edges[e][1] == graph.arms[2][1]) places[e]++;
    }
  }
  /* Each bound is passed by chance once in ten thousand. */
  CHECK(chi_square(goals, 5, GRAPHS) < 23.5);
  CHECK(chi_square(starts, 50, GRAPHS) < 92);
  CHECK(chi_square(ends, 50, GRAPHS) < 92);
  CHECK(chi_square(places, EDGES, GRAPHS) < 49);
}

/* Arm by arm: every arm's edges stand together, from the start on. The graph is that of the shuffled order, and where
 * the goal's arm stands is uniform. */
static void by_arm(void) {
  enum { GRAPHS = 20000, DEGREE = 4, LENGTH = 5 };
  ps_graph_space shuffled = space_of(DEGREE, LENGTH, 30, 3), space = shuffled;
  space.edge_order = PS_EDGES_BY_ARM;
  int together = 1, same = 1, moved = 0, places[DEGREE] = {0}, firsts[30] = {0};
  for (int i = 0; i < GRAPHS; i++) {
    ps_graph graph, other;
    ps_split split = i % 2 ? PS_HELD_OUT : PS_TRAIN;
    ps_graph_generate(&graph, &space, split, (uint64_t)i);
    ps_graph_generate(&other, &shuffled, split, (uint64_t)i);
    same = same && is_path_star(&graph, &space) && graph.goal_arm == other.goal_arm &&
           !memcmp(graph.arms[graph.goal_arm], other.arms[other.goal_arm], LENGTH * sizeof(int16_t));
    moved += memcmp(graph.edges, other.edges, sizeof graph.edges[0] * DEGREE * (LENGTH - 1)) != 0;
    for (int e = 0; e < DEGREE * (LENGTH - 1); e++) {
      int parent = e % (LENGTH - 1) ? graph.edges[e - 1][1] : graph.arms[0][0];
      together = together && graph.edges[e][0] == parent;
      if (graph.edges[e][1] == graph.arms[graph.goal_arm][1]) places[e / (LENGTH - 1)]++;
    }
    firsts[graph.edges[0][1]]++;
  }
  CHECK(together && same && moved > GRAPHS - 10);
  CHECK(chi_square(places, DEGREE, GRAPHS) < 21.2); /* by chance once in ten thousand */
  CHECK(chi_square(firsts, 30, GRAPHS) < 66);
}

/* ---- The split ---- */

static int compare_edges(const void *a, const void *b) {
  return memcmp(a, b, 2 * sizeof(int16_t));
}

static int compare_keys(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return x < y ? -1 : x > y;
}

/* A number for the edge set, made otherwise than the library makes its own: the edges sorted, then FNV-1a. */
static uint64_t edge_set(const ps_graph *graph) {
  int16_t edges[PS_EDGES_MAX][2];
  size_t count = (size_t)(graph->degree * (graph->path_length - 1));
  memcpy(edges, graph->edges, count * sizeof edges[0]);
  qsort(edges, count, sizeof edges[0], compare_edges);
  uint64_t hash = 0xcbf29ce484222325u;
  for (size_t e = 0; e < count; e++) {
    for (int i = 0; i < 2; i++) hash = (hash ^ (uint64_t)edges[e][i]) * 0x100000001b3u;
  }
  return hash;
}

enum { SAMPLE = 50000 };
static uint64_t keys[2][SAMPLE];

/* The distinct edge sets among SAMPLE graphs of a split, sorted; how many. */
static int distinct(uint64_t *key, const ps_graph_space *space, ps_split split) {
  for (int i = 0; i < SAMPLE; i++) {
    ps_graph graph;
    ps_graph_generate(&graph, space, split, (uint64_t)i);
    key[i] = edge_set(&graph);
  }
  qsort(key, SAMPLE, sizeof *key, compare_keys);
  int count = 0;
  for (int i = 0; i < SAMPLE; i++) {
    if (count == 0 || key[i] != key[count - 1]) key[count++] = key[i];
  }
  return count;
}

static int shared(int trained, int held_out) {
  int both = 0;
  for (int i = 0, j = 0; i < trained && j < held_out;) {
    if (keys[0][i] == keys[1][j]) both++;
    if (keys[0][i] < keys[1][j]) {
      i++;
    } else {
      j++;
    }
  }
  return both;
}

static void disjoint(void) {
  /* Edge sets of the space; where so few that 50,000 draws see them all, that is checked as well. */
  static const struct {
    int degree, path_length, labels, sets;
  } cases[] = {{3, 4, 10, 0}, {5, 5, 50, 0}, {2, 4, 7, 2520}, {3, 3, 7, 840}, {2, 3, 6, 360}};
  for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
    /* One seed trains, another one tests. */
    ps_graph_space one = space_of(cases[c].degree, cases[c].path_length, cases[c].labels, 1);
    ps_graph_space other = space_of(cases[c].degree, cases[c].path_length, cases[c].labels, 2 + (double)c);
    CHECK(one.salt == other.salt);
    int trained = distinct(keys[0], &one, PS_TRAIN);
    int held_out = distinct(keys[1], &other, PS_HELD_OUT);
    CHECK_INTEGER(shared(trained, held_out), 0);
    if (cases[c].sets) {
      CHECK_INTEGER(trained + held_out, cases[c].sets);
      double share = (double)held_out / cases[c].sets, deviation = sqrt(0.125 * 0.875 / cases[c].sets),
             expected = 0.125;
      CHECK_NEAR("held-out share", &share, &expected, 1, 4 * deviation, 0);
    }
  }
}

/* An eighth of all graphs, drawn without looking at the split; and decided by the edge set alone. */
static void split_of_any_graph(void) {
  enum { GRAPHS = 40000 };
  ps_graph_space space = space_of(5, 5, 50, 1);
  ps_graph graph;
  ps_graph_generate(&graph, &space, PS_TRAIN, 0);
  ps_rng rng = ps_rng_at(1, PS_STREAM_TEST, 1);
  int held_out = 0, stable = 1;
  for (int g = 0; g < GRAPHS; g++) {
    int16_t label[50];
    for (int i = 0; i < 50; i++) { /* a random renaming of the nodes */
      int j = (int)ps_rng_below(&rng, (uint32_t)i + 1);
      label[i] = label[j];
      label[j] = (int16_t)i;
    }
    for (int a = 0; a < 5; a++) {
      for (int i = 0; i < 5; i++) graph.arms[a][i] = label[graph.arms[a][i]];
    }
    for (int e = 0; e < 20; e++) {
      for (int i = 0; i < 2; i++) graph.edges[e][i] = label[graph.edges[e][i]];
    }
    ps_split split = ps_graph_split(&graph, &space);
    if (split == PS_HELD_OUT) held_out++;

    ps_graph same = graph; /* arms the other way round, edges too, another goal, another seed */
    for (int a = 0; a < 5; a++) memcpy(same.arms[a], graph.arms[4 - a], sizeof graph.arms[a]);
    for (int e = 0; e < 20; e++) memcpy(same.edges[e], graph.edges[19 - e], sizeof graph.edges[e]);
    same.goal_arm = (int)ps_rng_below(&rng, 5);
    ps_graph_space seeded = space;
    seeded.seed = (uint64_t)g;
    if (ps_graph_split(&same, &seeded) != split) stable = 0;
  }
  double share = (double)held_out / GRAPHS, expected = 0.125;
  CHECK_NEAR("held-out share", &share, &expected, 1, 4 * sqrt(0.125 * 0.875 / GRAPHS), 0);
  CHECK(stable);
}

/* Every space of at most a few hundred edge sets has both sides; what generation needs in order to end. */
static void tiny_spaces(void) {
  static const int spaces[][3] = {{1, 2, 2}, {1, 2, 3}, {1, 3, 3},   {2, 2, 3},   {3, 2, 4},   {2, 3, 5},
                                  {2, 2, 4}, {1, 4, 4}, {15, 2, 16}, {20, 2, 21}, {20, 2, 22}, {3, 2, 6}};
  int salted = 0;
  for (size_t s = 0; s < sizeof spaces / sizeof spaces[0]; s++) {
    ps_graph_space space = space_of(spaces[s][0], spaces[s][1], spaces[s][2], 5);
    int trained = distinct(keys[0], &space, PS_TRAIN);
    int held_out = distinct(keys[1], &space, PS_HELD_OUT);
    CHECK(trained >= 1 && held_out >= 1);
    CHECK_INTEGER(shared(trained, held_out), 0);
    uint64_t sets = 1; /* N! / (N - nodes)! / degree! */
    for (int i = 0; i <= spaces[s][0] * (spaces[s][1] - 1) && spaces[s][1] > 2; i++)
      sets *= (uint64_t)(spaces[s][2] - i);
    if (spaces[s][1] > 2) {
      for (int i = 2; i <= spaces[s][0]; i++) sets /= (uint64_t)i;
    } else {
      sets = (uint64_t)spaces[s][2]; /* a start, then which of the others are its children */
      for (int i = 1; i <= spaces[s][0]; i++) sets = sets * (uint64_t)(spaces[s][2] - i) / (uint64_t)i;
    }
    CHECK_INTEGER(trained + held_out, sets);

    /* And it is the smallest salt that does: under any smaller one these graphs are all on one side. */
    ps_graph_space smaller = space;
    for (smaller.salt = 0; smaller.salt < space.salt; smaller.salt++) {
      int sides[2] = {0, 0};
      for (int i = 0; i < 2000; i++) {
        ps_graph graph;
        ps_graph_generate(&graph, &space, i % 2 ? PS_HELD_OUT : PS_TRAIN, (uint64_t)i);
        sides[ps_graph_split(&graph, &smaller)]++;
      }
      CHECK(sides[PS_TRAIN] == 0 || sides[PS_HELD_OUT] == 0);
    }
    if (space.salt > 0) salted++;
  }
  CHECK(salted > 0);
}

/* ---- The text format ---- */

static ps_config small_config(void) {
  ps_config config;
  ps_config_default(&config);
  config.degree = 2, config.path_length = 3, config.labels = 10;
  return config;
}

static const char valid_line[] = "8,4|0,6|7,0|7,8/7,6=7,0,6";

static void parsed(void) {
  ps_config config = small_config();
  ps_graph graph;
  ps_message why = {""};
  CHECK_INTEGER(ps_graph_parse(&graph, &config, valid_line, strlen(valid_line), 1, &why), PS_OK);
  CHECK_TEXT(why.text, "");
  /* Arms in the order in which their first edges are listed. */
  static const int16_t arms[2][3] = {{7, 0, 6}, {7, 8, 4}};
  for (int a = 0; a < 2; a++) CHECK(memcmp(graph.arms[a], arms[a], sizeof arms[a]) == 0);
  static const int16_t edges[4][2] = {{8, 4}, {0, 6}, {7, 0}, {7, 8}};
  CHECK(memcmp(graph.edges, edges, sizeof edges) == 0);
  CHECK(graph.degree == 2 && graph.path_length == 3 && graph.labels == 10 && graph.goal_arm == 0);

  static const char other_goal[] = "8,4|0,6|7,8|7,0/7,6=7,0,6\r";
  CHECK_INTEGER(ps_graph_parse(&graph, &config, other_goal, strlen(other_goal), 1, &why), PS_OK);
  CHECK(graph.goal_arm == 1 && graph.arms[1][1] == 0);

  char cut[10];
  CHECK_INTEGER(ps_graph_print(cut, sizeof cut, &graph), strlen(other_goal) - 1);
  CHECK_TEXT(cut, "8,4|0,6|7");
}

static void malformed(void) {
  static const struct {
    const char *line, *reason;
  } corpus[] = {
      {"", "line 12, column 1: expected a label, not the end of the line"},
      {"\r", "line 12, column 1: expected a label, not the end of the line"},
      {" 8,4|0,6|7,0|7,8/7,6=7,0,6", "line 12, column 1: expected a label, not \" \""},
      {"8,4|0,6|7,0|7,8", "line 12, column 16: expected \"|\" or \"/\", not the end of the line"},
      {"8,4|0,6|7,0|7,8=7,0,6", "line 12, column 16: expected \"|\" or \"/\", not \"=\""},
      {"8,4|0,6|7,0|7,8/7,6", "line 12, column 20: expected \"=\", not the end of the line"},
      {"8,4|0,6|7,0|7,8/7,6,7,0,6", "line 12, column 20: expected \"=\", not \",\""},
      {"8,4|0,6|7,0|7,8/7,6=", "line 12, column 21: expected a label, not the end of the line"},
      {"8,4|0,6|7,0|7,8/7,6=7,0", "line 12, column 24: expected \",\", not the end of the line"},
      {"8,4|0,6|7,0|7,8/7,6=7,0,", "line 12, column 25: expected a label, not the end of the line"},
      {"8,4|0,6|7,0|7,8|/7,6=7,0,6", "line 12, column 17: expected a label, not \"/\""},
      {"8,4||0,6|7,0|7,8/7,6=7,0,6", "line 12, column 5: expected a label, not \"|\""},
      {"8 4|0,6|7,0|7,8/7,6=7,0,6", "line 12, column 2: expected \",\", not \" \""},
      {"8,x|0,6|7,0|7,8/7,6=7,0,6", "line 12, column 3: expected a label, not \"x\""},
      {"8,4|0,6|7,0|7,8/a,6=7,0,6", "line 12, column 17: expected a label, not \"a\""},
      {"8,4|0,-6|7,0|7,8/7,6=7,0,6", "line 12, column 7: expected a label, not \"-\""},
      {"8,4|0,+6|7,0|7,8/7,6=7,0,6", "line 12, column 7: expected a label, not \"+\""},
      {"8,4|0,6.0|7,0|7,8/7,6=7,0,6", "line 12, column 8: expected \"|\" or \"/\", not \".\""},
      {"8,4|0,10|7,0|7,8/7,6=7,0,6", "line 12, column 7: label must be in 0..9, not 10"},
      {"8,4|0,99999999999999999999999999999|7,0|7,8/7,6=7,0,6",
       "line 12, column 7: label must be in 0..9, not 99999999999999999999999"},
      {"8,4|0,06|7,0|7,8/7,6=7,0,6", "line 12, column 7: label must be in 0..9, not 06"},
      {"8,4|0,6|7,0|7,8/7,6=7,0,6 x", "line 12, column 26: expected the end of the line, not \" \""},
      {"8,4|0,6|7,0|7,8/7,6=7,0,6,1", "line 12, column 26: expected the end of the line, not \",\""},
      {"8,4|0,6|7,0|7,8/7,6=7,0,6\r\rx", "line 12, column 26: expected the end of the line, not byte 13"},
      {"8,4|0,6|7,0|7,8/7,6=7,0,6\n", "line 12, column 26: expected the end of the line, not byte 10"},
      {"8,4|0,6|\xc3\xa9", "line 12, column 9: expected a label, not byte 195"},
      {"0,6|7,0|7,8/7,6=7,0,6", "line 12: degree 2 and path_length 3 make 4 edges, not 3"},
      {"8,4|0,6|7,0|7,8|4,5/7,6=7,0,6", "line 12: degree 2 and path_length 3 make 4 edges, not 5"},
      {"8,4|0,6|7,0|0,6/7,6=7,0,6", "line 12: edge 0,6 is there twice"},
      {"8,6|0,6|7,0|7,8/7,6=7,0,6", "line 12: node 6 has two parents, 8 and 0"},
      {"0,4|0,6|7,0|7,8/7,6=7,0,6", "line 12: node 0 has two children, 4 and 6; only start 7 may"},
      {"4,7|0,6|7,0|7,8/7,6=7,0,6", "line 12: edge 4,7 leads to start 7, which can have no parent"},
      {"7,7|0,6|7,0|7,8/7,6=7,0,6", "line 12: edge 7,7 leads to start 7, which can have no parent"},
      {"8,4|0,6|7,0|7,8/9,6=7,0,6", "line 12: node 7 has two children, 0 and 8; only start 9 may"},
      {"8,4|0,6|7,0|7,8/0,6=7,0,6", "line 12: edge 7,0 leads to start 0, which can have no parent"},
      {"7,4|0,6|7,0|7,8/7,6=7,0,6", "line 12: start 7 must have 2 children (degree), not 3"},
      {"8,4|0,6|7,0|9,8/7,6=7,0,6", "line 12: start 7 must have 2 children (degree), not 1"},
      {"3,4|4,3|7,0|7,8/7,8=7,8,3", "line 12: edge 3,4 comes from a cycle, not from start 7"},
      {"5,5|0,6|7,0|7,8/7,6=7,0,6", "line 12: edge 5,5 comes from a cycle, not from start 7"},
      {"9,4|0,6|7,0|7,8/7,6=7,0,6", "line 12: edge 9,4 hangs on node 9, not on start 7"},
      {"6,4|0,6|7,0|7,8/7,4=7,0,6", "line 12: the arm from start 7 over 0 must have 3 nodes (path_length), not 4"},
      {"8,4|0,6|7,0|7,8/7,0=7,0,6", "line 12: goal 0 is not the end of an arm"},
      {"8,4|0,6|7,0|7,8/7,7=7,0,6", "line 12: goal 7 is not the end of an arm"},
      {"8,4|0,6|7,0|7,8/7,9=7,0,6", "line 12: goal 9 is not the end of an arm"},
      {"8,4|0,6|7,0|7,8/7,6=0,0,6", "line 12: node 1 of the path from 7 to 6 must be 7, not 0"},
      {"8,4|0,6|7,0|7,8/7,6=7,8,6", "line 12: node 2 of the path from 7 to 6 must be 0, not 8"},
      {"8,4|0,6|7,0|7,8/7,6=7,0,4", "line 12: node 3 of the path from 7 to 6 must be 6, not 4"},
  };
  ps_config config = small_config();
  ps_graph graph, before;
  memset(&graph, 0x33, sizeof graph);
  before = graph;
  for (size_t i = 0; i < sizeof corpus / sizeof corpus[0]; i++) {
    ps_message why = {""};
    CHECK_INTEGER(ps_graph_parse(&graph, &config, corpus[i].line, strlen(corpus[i].line), 12, &why), PS_MALFORMED_TEXT);
    CHECK_TEXT(why.text, corpus[i].reason);
  }
  static const char embedded[] = "8,4|0,6|7,0|7,8/7,6\0=7,0,6";
  ps_message why = {""};
  CHECK_INTEGER(ps_graph_parse(&graph, &config, embedded, sizeof embedded - 1, 2000000000, &why), PS_MALFORMED_TEXT);
  CHECK_TEXT(why.text, "line 2000000000, column 20: expected \"=\", not byte 0");

  enum { OVERLONG = 1 << 20 };
  static char overlong[OVERLONG];
  for (int i = 0; i < OVERLONG; i++) overlong[i] = "1,2|"[i % 4];
  overlong[OVERLONG - 1] = '/';
  CHECK_INTEGER(ps_graph_parse(&graph, &config, overlong, OVERLONG, 1, &why), PS_MALFORMED_TEXT);
  CHECK_TEXT(why.text, "line 1: degree 2 and path_length 3 make 4 edges, not 262144");
  memset(overlong, '1', OVERLONG);
  CHECK_INTEGER(ps_graph_parse(&graph, &config, overlong, OVERLONG, 1, &why), PS_MALFORMED_TEXT);
  CHECK_TEXT(why.text, "line 1, column 1: label must be in 0..9, not 11111111111111111111111");
  CHECK_INTEGER(ps_graph_parse(&graph, &config, "", 0, 1, NULL), PS_MALFORMED_TEXT);
  CHECK(memcmp(&graph, &before, sizeof graph) == 0); /* nothing is half-changed */
}

/* Whatever is done to a line, either it is refused with a reason or it prints back as it was. */
static void many_lines(void) {
  static const char text[] = "3,1|1,4|3,2|2,0/3,0=3,2,0\r\n3,1|1,4|3,2|2,0/3,4=3,1,4\n5,1|1,4|5,2|2,0/5,0=5,2,0";
  ps_config config;
  ps_config_default(&config);
  config.degree = 2, config.path_length = 3, config.labels = 6;
  ps_graph graphs[4];
  ps_message why = {""};
  int count = -1;
  size_t size = strlen(text);
  CHECK(ps_graph_parse_lines(&count, NULL, 0, &config, text, size, &why) == PS_OK);
  CHECK_INTEGER(count, 3);
  count = -1;
  graphs[3].degree = -1;
  CHECK(ps_graph_parse_lines(&count, graphs, 4, &config, text, size, &why) == PS_OK);
  CHECK_INTEGER(count, 3);
  CHECK(graphs[0].goal_arm == 1 && graphs[1].goal_arm == 0 && graphs[2].arms[1][0] == 5 && graphs[3].degree == -1);
  graphs[1].degree = -1;
  CHECK(ps_graph_parse_lines(&count, graphs, 1, &config, text, size, &why) == PS_OK && count == 3);
  CHECK_INTEGER(graphs[1].degree, -1);
  count = -1;
  CHECK(ps_graph_parse_lines(&count, graphs, 4, &config, text, size - 1, &why) == PS_MALFORMED_TEXT && count == -1);
  CHECK(strstr(why.text, "line 3, column 25") != NULL);
  CHECK(ps_graph_parse_lines(&count, graphs, 4, &config, "\n\n", 2, &why) == PS_MALFORMED_TEXT && count == -1);
  CHECK_TEXT(why.text, "there is no line to read");
  CHECK(ps_graph_parse_lines(&count, NULL, 0, &config, text, 0, &why) == PS_MALFORMED_TEXT && count == -1);
  CHECK_TEXT(why.text, "there is no line to read");
}

/* What editors leave at the ends of lines and files is taken; a blank line between graphs is not. */
static void what_editors_leave(void) {
  static const char graph[] = "3,1|1,4|3,2|2,0/3,0=3,2,0";
  static const char *const ends[] = {"", "\r", " ", "\t \r"}, *const files[] = {"", "\n", "\r\n\r\n", "\n \n\t\n  "};
  ps_config config;
  ps_config_default(&config);
  config.degree = 2, config.path_length = 3, config.labels = 6;
  for (int mark = 0; mark < 2; mark++) {
    for (int i = 0; i < 16; i++) {
      char text[120];
      ps_graph graphs[2];
      ps_message why = {""};
      int count = -1;
      snprintf(text, sizeof text, "%s%s%s\n%s%s%s", mark ? "\xef\xbb\xbf" : "", graph, ends[i % 4], graph, ends[i % 4],
               files[i / 4]);
      CHECK(ps_graph_parse_lines(&count, graphs, 2, &config, text, strlen(text), &why) == PS_OK);
      CHECK_TEXT(why.text, "");
      CHECK_INTEGER(count, 2);
    }
  }
  char text[120];
  ps_graph graphs[3];
  ps_message why = {""};
  int count;
  snprintf(text, sizeof text, "%s\n\n%s\n", graph, graph);
  CHECK(ps_graph_parse_lines(&count, graphs, 3, &config, text, strlen(text), &why) == PS_MALFORMED_TEXT);
  CHECK_TEXT(why.text, "line 2, column 1: expected a label, not the end of the line");
}

static void mutated(void) {
  static const char alphabet[] = "0123456789,|/=- x\r\n";
  ps_config config = small_config();
  ps_rng rng = ps_rng_at(1, PS_STREAM_TEST, 2);
  int consistent = 1, taken = 0;
  for (int i = 0; i < 200000; i++) {
    char line[64];
    size_t length = strlen(valid_line);
    memcpy(line, valid_line, length);
    for (uint32_t change = ps_rng_below(&rng, 3) + 1; change > 0; change--) {
      size_t at = ps_rng_below(&rng, (uint32_t)length);
      uint32_t kind = ps_rng_below(&rng, 8);
      if (kind == 0 && length > 1) {
        memmove(line + at, line + at + 1, --length - at);
      } else if (kind == 1) {
        memmove(line + at + 1, line + at, length++ - at);
        line[at] = alphabet[ps_rng_below(&rng, sizeof alphabet)]; /* the NUL, too */
      } else if (kind == 2) {
        length = at + 1;
      } else if (kind < 5) {
        line[at] = alphabet[ps_rng_below(&rng, sizeof alphabet)];
      } else { /* two labels change places */
        size_t a = 2 * ps_rng_below(&rng, (uint32_t)(length + 1) / 2),
               b = 2 * ps_rng_below(&rng, (uint32_t)(length + 1) / 2);
        char label = line[a];
        line[a] = line[b];
        line[b] = label;
      }
    }
    char *exact = malloc(length), printed[64]; /* so that reading past it shows under the sanitiser */
    memcpy(exact, line, length);
    ps_graph graph;
    ps_message why = {""};
    ps_status status = ps_graph_parse(&graph, &config, exact, length, 1, &why);
    if (status == PS_OK) {
      taken++;
      while (strchr(" \t\r", line[length - 1])) length--;
      if (ps_graph_print(printed, sizeof printed, &graph) != length || memcmp(printed, line, length) != 0)
        consistent = 0;
    } else if (status != PS_MALFORMED_TEXT || strncmp(why.text, "line 1", 6) != 0) {
      consistent = 0;
    }
    free(exact);
  }
  CHECK(consistent);
  CHECK(taken > 100 && taken < 100000); /* both branches were reached */
}

/* The authors' own graphs: every line is read, and printed back byte for byte. */
static void authors_file(const char *name, int degree, int path_length, int labels, int expected_lines) {
  char path[1000], line[400], printed[400];
  ps_config config;
  ps_config_default(&config);
  config.degree = degree, config.path_length = path_length, config.labels = labels;
  ps_graph_space space = space_of(degree, path_length, labels, 1);
  snprintf(path, sizeof path, "%s/data/%s", PS_TEST_DIR, name);
  FILE *file = fopen(path, "rb");
  if (!CHECK(file != NULL)) return;
  int lines = 0, same = 1, stars = 1;
  while (fgets(line, sizeof line, file)) {
    size_t length = strcspn(line, "\n");
    ps_graph graph;
    ps_message why = {""};
    lines++;
    if (ps_graph_parse(&graph, &config, line, length, lines, &why)) {
      CHECK_TEXT(why.text, "");
      continue;
    }
    if (!is_path_star(&graph, &space)) stars = 0;
    if (ps_graph_print(printed, sizeof printed, &graph) != length || memcmp(printed, line, length) != 0) same = 0;
  }
  fclose(file);
  CHECK_INTEGER(lines, expected_lines);
  CHECK(stars);
  CHECK(same);
}

int main(void) {
  every_space();
  known_graphs();
  refused_space();
  uniform();
  by_arm();
  disjoint();
  split_of_any_graph();
  tiny_spaces();
  parsed();
  malformed();
  many_lines();
  what_editors_leave();
  mutated();
  authors_file("deg_2_path_3_nodes_10_test_2000.txt", 2, 3, 10, 2000);
  authors_file("deg_2_path_5_nodes_50_test_2000.txt", 2, 5, 50, 2000);
  return check_done("graph");
}
