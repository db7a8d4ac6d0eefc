/* The reference's text format of graphs: `3,1|3,2/3,2=3,2`. */
#include "ground/fail.h"
#include "ground/text.h"

#include <assert.h>
#include <limits.h>
#include <string.h>

static int edge_count(const ps_graph *graph) {
  return graph->degree * (graph->path_length - 1);
}

size_t ps_graph_print(char *text, size_t capacity, const ps_graph *graph) {
  ps_text out = ps_text_begin(text, capacity);
  const int16_t *path = graph->arms[graph->goal_arm];
  for (int e = 0; e < edge_count(graph); e++) {
    ps_text_format(&out, "%s%d,%d", e ? "|" : "", graph->edges[e][0], graph->edges[e][1]);
  }
  ps_text_format(&out, "/%d,%d=", path[0], path[graph->path_length - 1]);
  for (int i = 0; i < graph->path_length; i++) ps_text_format(&out, "%s%d", i ? "," : "", path[i]);
  return ps_text_end(&out);
}

typedef struct line_reader {
  const char *line;
  size_t length, at;
  long number;
  int labels;
  ps_message *why;
} line_reader;

/* "line 3, column 7: expected a label, not "x"". What else may be found: one of the three rows of refusals.h that say it. */
#define UNEXPECTED(reader, wanted)                                                                                     \
  unexpected(reader, PS_REFUSE_##wanted##_NOT_END, PS_REFUSE_##wanted##_NOT_BYTE, PS_REFUSE_##wanted##_NOT_CHARACTER)

static ps_status unexpected(const line_reader *reader, ps_refusal end, ps_refusal byte, ps_refusal character) {
  size_t column = reader->at + 1;
  if (reader->at == reader->length) return ps_fail_any(reader->why, PS_MALFORMED_TEXT, end, "", reader->number, column);
  unsigned char found = (unsigned char)reader->line[reader->at];
  if (found < 0x20 || found > 0x7e) {
    return ps_fail_any(reader->why, PS_MALFORMED_TEXT, byte, "", reader->number, column, found);
  }
  char text[2] = {(char)found, 0};
  return ps_fail_any(reader->why, PS_MALFORMED_TEXT, character, "", reader->number, column, text);
}

static ps_status read_label(int16_t *label, line_reader *reader) {
  size_t first = reader->at;
  int value = 0;
  for (; reader->at < reader->length; reader->at++) {
    char c = reader->line[reader->at];
    if (c < '0' || c > '9') break;
    if (value < reader->labels) value = 10 * value + (c - '0');
  }
  if (reader->at == first) return UNEXPECTED(reader, LABEL);
  bool padded = reader->at > first + 1 && reader->line[first] == '0'; /* would not print back as it was */
  if (value >= reader->labels || padded) {
    char digits[24];
    ps_text text = ps_text_begin(digits, sizeof digits);
    for (size_t i = first; i < reader->at; i++) ps_text_character(&text, reader->line[i]);
    ps_text_end(&text);
    return ps_fail(reader->why, PS_MALFORMED_TEXT, PS_REFUSE_LABEL_OUTSIDE, "", reader->number, first + 1,
                   reader->labels - 1, digits);
  }
  *label = (int16_t)value;
  return PS_OK;
}

static bool next_is(const line_reader *reader, char character) {
  return reader->at < reader->length && reader->line[reader->at] == character;
}

static ps_status read_comma(line_reader *reader) {
  if (!next_is(reader, ',')) return UNEXPECTED(reader, COMMA);
  reader->at++;
  return PS_OK;
}

static ps_status read_equals(line_reader *reader) {
  if (!next_is(reader, '=')) return UNEXPECTED(reader, EQUALS);
  reader->at++;
  return PS_OK;
}

static ps_status read_pair(int16_t pair[2], line_reader *reader) {
  ps_status status = read_label(&pair[0], reader);
  if (!status) status = read_comma(reader);
  if (!status) status = read_label(&pair[1], reader);
  return status;
}

/* The edges, the question and the path as they are written; only their number is checked. */
static ps_status read_line(ps_graph *graph, int16_t question[2], int16_t *path, line_reader *reader) {
  int edges = 0, wanted = edge_count(graph);
  ps_status status;
  do {
    int16_t edge[2];
    status = read_pair(edge, reader);
    if (status) return status;
    if (edges < wanted) memcpy(graph->edges[edges], edge, sizeof edge);
    edges++;
    if (!next_is(reader, '|') && !next_is(reader, '/')) return UNEXPECTED(reader, BAR);
    reader->at++;
  } while (reader->line[reader->at - 1] == '|');
  if (edges != wanted) {
    return ps_fail(reader->why, PS_MALFORMED_TEXT, PS_REFUSE_WRONG_EDGES, "", reader->number, graph->degree,
                   graph->path_length, wanted, edges);
  }
  status = read_pair(question, reader);
  if (!status) status = read_equals(reader);
  for (int i = 0; i < graph->path_length && !status; i++) {
    if (i) status = read_comma(reader);
    if (!status) status = read_label(&path[i], reader);
  }
  if (!status && reader->at < reader->length) {
    status = unexpected(reader, PS_REFUSE_NONE, PS_REFUSE_END_NOT_BYTE, PS_REFUSE_END_NOT_CHARACTER);
  }
  return status;
}

#define REFUSE(id, ...) return ps_fail(why, PS_MALFORMED_TEXT, PS_REFUSE_##id, "", line, __VA_ARGS__)

/* Why this edge, of a graph in which no node has two parents, is not under the start. */
static ps_status refuse_stray(const int16_t *edge, int start, const int16_t *parent, int edges, long long line,
                              ps_message *why) {
  int16_t root = edge[0];
  for (int i = 0; i < edges && parent[root] >= 0; i++) root = parent[root];
  if (parent[root] >= 0) REFUSE(EDGE_OF_CYCLE, edge[0], edge[1], start);
  REFUSE(EDGE_ELSEWHERE, edge[0], edge[1], root, start);
}

/* Fills the arms from the edges, in the order in which the arms' first edges are listed. */
static ps_status find_arms(ps_graph *graph, int16_t start, long long line, ps_message *why) {
  int16_t parent[PS_LABELS_MAX], child[PS_LABELS_MAX]; /* -1: none; the start's child is not kept */
  int edges = edge_count(graph), arms = 0;
  memset(parent, -1, sizeof parent);
  memset(child, -1, sizeof child);
  for (int e = 0; e < edges; e++) {
    int16_t from = graph->edges[e][0], to = graph->edges[e][1];
    if (to == start) REFUSE(EDGE_TO_START, from, to, start);
    if (parent[to] == from) REFUSE(EDGE_TWICE, from, to);
    if (parent[to] >= 0) REFUSE(TWO_PARENTS, to, parent[to], from);
    parent[to] = from;
    if (from == start) {
      arms++;
    } else if (child[from] >= 0) {
      REFUSE(TWO_CHILDREN, from, child[from], to, start);
    } else {
      child[from] = to;
    }
  }
  if (arms != graph->degree) REFUSE(WRONG_ARMS, start, graph->degree, arms);

  /* Every walk from the start ends: no node on it has a second parent, so the walk cannot come back to it. */
  bool reached[PS_LABELS_MAX] = {false};
  int lengths[PS_DEGREE_MAX];
  int a = 0;
  for (int e = 0; e < edges; e++) {
    if (graph->edges[e][0] != start) continue;
    graph->arms[a][0] = start;
    lengths[a] = 1;
    for (int16_t node = graph->edges[e][1]; node >= 0; node = child[node], lengths[a]++) {
      reached[node] = true;
      if (lengths[a] < graph->path_length) graph->arms[a][lengths[a]] = node;
    }
    a++;
  }
  for (int e = 0; e < edges; e++) {
    if (!reached[graph->edges[e][1]]) return refuse_stray(graph->edges[e], start, parent, edges, line, why);
  }
  for (a = 0; a < graph->degree; a++) {
    if (lengths[a] == graph->path_length) continue;
    REFUSE(WRONG_ARM, start, graph->arms[a][1], graph->path_length, lengths[a]);
  }
  return PS_OK;
}

/* What editors leave at the end of a line or a file. */
static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

ps_status ps_graph_parse(ps_graph *graph, const ps_config *config, const char *line, size_t length, long line_number,
                         ps_message *why) {
  assert(config->degree <= PS_DEGREE_MAX && config->path_length <= PS_PATH_MAX && config->labels <= PS_LABELS_MAX);
  while (length > 0 && is_blank(line[length - 1])) length--;
  ps_graph read = {.degree = config->degree, .path_length = config->path_length, .labels = config->labels};
  line_reader reader = {line, length, 0, line_number, config->labels, why};
  int16_t question[2], path[PS_PATH_MAX];
  ps_status status = read_line(&read, question, path, &reader);
  if (!status) status = find_arms(&read, question[0], line_number, why);
  if (status) return status;

  int last = read.path_length - 1;
  while (read.arms[read.goal_arm][last] != question[1]) {
    if (++read.goal_arm == read.degree) {
      return ps_fail(why, PS_MALFORMED_TEXT, PS_REFUSE_GOAL_NO_END, "", line_number, question[1]);
    }
  }
  for (int i = 0; i <= last; i++) {
    int right = read.arms[read.goal_arm][i];
    if (path[i] != right) {
      return ps_fail(why, PS_MALFORMED_TEXT, PS_REFUSE_WRONG_PATH, "", line_number, i + 1, question[0], question[1],
                     right, path[i]);
    }
  }
  *graph = read;
  return PS_OK;
}

ps_status ps_graph_parse_lines(int *count, ps_graph *graphs, int capacity, const ps_config *config, const char *text,
                               size_t length, ps_message *why) {
  int lines = 0;
  if (length >= 3 && !memcmp(text, "\xef\xbb\xbf", 3)) text += 3, length -= 3; /* a byte order mark */
  while (length > 0 && (is_blank(text[length - 1]) || text[length - 1] == '\n')) length--;
  for (const char *at = text, *end = text + length; at < end && lines < INT_MAX; lines++) {
    const char *line_end = memchr(at, '\n', (size_t)(end - at));
    if (!line_end) line_end = end;
    if (lines < capacity) {
      ps_status status = ps_graph_parse(&graphs[lines], config, at, (size_t)(line_end - at), lines + 1, why);
      if (status) return status;
    }
    at = line_end + (line_end < end);
  }
  if (!lines) return ps_fail(why, PS_MALFORMED_TEXT, PS_REFUSE_NO_LINE, "");
  *count = lines;
  return PS_OK;
}
