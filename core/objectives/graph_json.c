/* What a page draws: a graph with the tokens that show it to a model, and a decoding, as JSON. */
#include "ground/text.h"
#include "objectives/objective.h"

#include <string.h>

/* "7", "3>5" for an edge, or the special token's character */
static void write_token_text(ps_text *text, ps_token token, int labels) {
  static const char specials[] = {
    [PS_TOKEN_BAR] = '|',
    [PS_TOKEN_EQUALS] = '=',
    [PS_TOKEN_SLASH] = '/',
    [PS_TOKEN_DUMMY] = '$',
#if PS_PRETRAINED
    [PS_TOKEN_COMMA] = ',',
#endif
  };
  ps_text_character(text, '"');
  if (token.child >= 0) {
    ps_text_format(text, "%d>%d", token.id, token.child);
  } else if (token.id < labels) {
    ps_text_integer(text, token.id);
  } else if (PS_PRETRAINED && token.id - labels > PS_TOKEN_COMMA) { /* one of GPT-2's that no graph has */
    ps_text_character(text, '?');
  } else {
    ps_text_character(text, specials[token.id - labels]);
  }
  ps_text_character(text, '"');
}

static void write_label(ps_text *text, const char *key, int label) {
  ps_text_format(text, ",\"%s\":", key);
  if (label < 0) {
    ps_text_string(text, "null");
  } else {
    ps_text_integer(text, label);
  }
}

/* The tokens of the training input, their roles read off the input itself, so that a new layout needs nothing here. */
static void write_tokens(ps_text *text, const ps_graph *graph, const ps_config *config) {
  ps_token x[PS_POSITIONS_MAX];
  int32_t y[PS_POSITIONS_MAX];
  ps_objective_sample(x, y, config, graph);
  int question = ps_question_place(config);
  int labels = config->labels, length = ps_input_length(config);
  int prefix = ps_prefix_length(config), answers = ps_answer_place(config);

  int arm_of[PS_LABELS_MAX]; /* -1: the start, which is on all of them */
  for (int a = 0; a < graph->degree; a++) {
    for (int i = 0; i < graph->path_length; i++) arm_of[graph->arms[a][i]] = i ? a : -1;
  }

  const char *role = "";
  for (int t = 0; t < length; t++) {
    int id = x[t].id, node = id < labels ? id : -1;
    bool comma = ps_is_gpt2(config) && id == labels + PS_TOKEN_COMMA;
    if (x[t].child >= 0) {
      role = "edge";
      node = x[t].child;
    } else if (comma) {
      role = strcmp(role, "parent") == 0 ? "comma" : "separator";
    } else if (node < 0) {
      id -= labels;
      role = id == PS_TOKEN_EQUALS ? "equals" : id == PS_TOKEN_DUMMY ? "dummy" : "separator";
    } else if (t >= prefix) {
      role = "path";
    } else if (t == question || t == question + ps_stride(config)) {
      role = t == question ? "start" : "goal";
    } else {
      role = strcmp(role, ps_is_gpt2(config) ? "comma" : "parent") == 0 ? "child" : "parent";
    }
    int arm = strcmp(role, "parent") == 0 ? arm_of[x[t + ps_stride(config)].id] : node >= 0 ? arm_of[node] : -1;
    int position = y[t] >= 0 ? t - answers + 1 : -1;

    ps_text_string(text, t ? ",{\"text\":" : "{\"text\":");
    write_token_text(text, x[t], labels);
    ps_text_format(text, ",\"role\":\"%s\"", comma ? "separator" : role);
    write_label(text, "node", node);
    write_label(text, "arm", arm);
    write_label(text, "target", y[t]);
    write_label(text, "position", position);
    ps_text_character(text, '}');
  }
}

/* [1,2,3] */
static void write_list(ps_text *text, const int16_t *values, int count) {
  for (int i = 0; i < count; i++) ps_text_format(text, "%s%d", i ? "," : "[", values[i]);
  ps_text_character(text, ']');
}

size_t ps_graph_json(char *json, size_t capacity, const ps_graph *graph, const ps_config *config,
                     const ps_graph_space *space) {
  ps_text text = ps_text_begin(json, capacity);
  int last = graph->path_length - 1;
  ps_text_format(&text, "{\"start\":%d,\"goal\":%d,\"goal_arm\":%d,\"arms\":[", graph->arms[0][0],
                 graph->arms[graph->goal_arm][last], graph->goal_arm);
  for (int a = 0; a < graph->degree; a++) {
    if (a) ps_text_character(&text, ',');
    write_list(&text, graph->arms[a], graph->path_length);
  }
  ps_text_string(&text, "],\"edges\":[");
  for (int e = 0; e < graph->degree * last; e++) {
    if (e) ps_text_character(&text, ',');
    write_list(&text, graph->edges[e], 2);
  }
  char line[PS_EDGES_MAX * 8 + PS_PATH_MAX * 4 + 16];
  ps_graph_print(line, sizeof line, graph);
  const char *split = ps_graph_split(graph, space) == PS_TRAIN ? "train" : "held_out";
  ps_text_format(&text, "],\"text\":\"%s\",\"split\":\"%s\",\"tokens\":[", line, split);
  write_tokens(&text, graph, config);
  ps_text_string(&text, "]}");
  return ps_text_end(&text);
}

size_t ps_decoding_json(char *json, size_t capacity, const ps_decoding *decoding) {
  ps_text text = ps_text_begin(json, capacity);
  ps_text_format(&text, "{\"correct\":%s,\"steps\":[", decoding->correct ? "true" : "false");
  for (int i = 0; i < decoding->path_length; i++) {
    ps_text_format(&text, "%s{\"position\":%d,\"token\":%d,\"text\":", i ? "," : "", i + 1, decoding->tokens[i]);
    write_token_text(&text, (ps_token){.id = decoding->tokens[i], .child = -1}, decoding->labels);
    ps_text_format(&text, ",\"target\":%d,\"round\":%d,\"probabilities\":[", decoding->targets[i], decoding->rounds[i]);
    for (int node = 0; node < decoding->labels; node++) {
      if (node) ps_text_character(&text, ',');
      ps_text_number(&text, (double)decoding->probabilities[i][node]);
    }
    ps_text_string(&text, "]}");
  }
  ps_text_string(&text, "]}");
  return ps_text_end(&text);
}
