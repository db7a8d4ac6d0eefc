/* Graph text. The first four bytes choose the config; what the reader takes prints as what it reads the same. */
#include "pathstar.h"

#include "fuzz.h"

#include <string.h>

enum { GRAPHS = 16 };

static int in_range(uint8_t byte, int least, int most) {
  return least + byte % (most - least + 1);
}

static void check(const ps_graph *graph, const ps_config *config, const ps_graph_space *space) {
  static char text[8192], again[8192], json[1 << 16]; /* on the stack a sanitizer would mark them at every call */
  size_t length = ps_graph_print(text, sizeof text, graph);
  ps_graph read;
  ps_message why;
  HOLDS(length < sizeof text && strlen(text) == length);
  HOLDS(ps_graph_parse(&read, config, text, length, 1, &why) == PS_OK);
  HOLDS(ps_graph_print(again, sizeof again, &read) == length && !strcmp(text, again));
  HOLDS(ps_graph_split(&read, space) == ps_graph_split(graph, space));
  length = ps_graph_json(json, sizeof json, graph, config, space);
  HOLDS(length < sizeof json && strlen(json) == length);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 4) return 0;
  ps_config config;
  ps_graph_space space;
  ps_message why;
  ps_config_default(&config);
  config.degree = in_range(data[0], 1, 6);
  config.path_length = in_range(data[1], 2, 6);
  config.layout = in_range(data[2], PS_PAPER, PS_EDGE);
  config.objective = data[2] & 64 ? PS_REVERSE : PS_TEACHER_FORCING;
  config.labels = 1 + config.degree * (config.path_length - 1) + data[3];
  if (ps_graph_space_init(&space, &config, &why)) return 0;
  ps_graph *graphs = malloc(GRAPHS * sizeof *graphs);
  HOLDS(graphs);
  const char *text = (const char *)data + 4;
  int lines = -1, count = -1;
  ps_status counted = ps_graph_parse_lines(&lines, NULL, 0, &config, text, size - 4, &why);
  HOLDS(counted == PS_OK || (counted == PS_MALFORMED_TEXT && *why.text));
  ps_status status = ps_graph_parse_lines(&count, graphs, GRAPHS, &config, text, size - 4, &why);
  HOLDS(status == PS_OK || (status == PS_MALFORMED_TEXT && *why.text));
  HOLDS(status ? count == -1 : !counted && count == lines);
  for (int i = 0; !status && i < count && i < GRAPHS; i++) check(&graphs[i], &config, &space);
  free(graphs);
  return 0;
}
