#include "base/graph_file.h"
#include "base/metrics.h"
#include "base/options.h"
#include "commands/commands.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct request {
  const char *split, *parse;
  int64_t index, count; /* -1: not given */
  bool json;
} request;

static void print_graph(const ps_graph *graph, const ps_config *config, const ps_graph_space *space, bool json) {
  size_t length = json ? ps_graph_json(NULL, 0, graph, config, space) : ps_graph_print(NULL, 0, graph);
  char *text = allocate(length + 1, 1);
  if (json)
    ps_graph_json(text, length + 1, graph, config, space);
  else
    ps_graph_print(text, length + 1, graph);
  puts(text);
  free(text);
}

static exit_code draw(const request *r, const ps_config *config, const ps_graph_space *space) {
  ps_split split = PS_TRAIN;
  exit_code code = r->split ? split_read(&split, r->split) : EXIT_DONE;
  if (code) return code;
  int64_t first = r->index < 0 ? 0 : r->index, end = first + (r->count < 0 ? 1 : r->count);
  for (int64_t i = first; i < end && !ferror(stdout); i++) { /* main() reports a stdout that cannot be written */
    ps_graph graph;
    ps_graph_generate(&graph, space, split, (uint64_t)i);
    print_graph(&graph, config, space, r->json);
  }
  return EXIT_DONE;
}

static exit_code validate(const request *r, const ps_config *config, const ps_graph_space *space) {
  if (r->split || r->index >= 0 || r->count >= 0)
    return fail(EXIT_USAGE, "--parse reads a whole file: it goes with none of --split, --index, --count");
  graph_file file;
  exit_code code = graph_file_read(&file, r->parse, config, space);
  if (code) return code;
  if (r->json) {
    cJSON *json = cJSON_CreateObject();
    cJSON_AddNumberToObject(json, "file_graphs", file.count);
    cJSON_AddNumberToObject(json, "file_held_out", file.held_out);
    json_print(json);
  } else {
    printf("%s: %d graphs, all valid; %d on the held-out side of the split\n", r->parse, file.count, file.held_out);
  }
  graph_file_free(&file);
  return EXIT_DONE;
}

exit_code command_graph(int argc, char **argv) {
  request r = {.index = -1, .count = -1};
  const flag flags[] = {
      {"split", FLAG_NAME, &r.split, 0, 0, "train or held_out; default train"},
      {"index", FLAG_INTEGER, &r.index, 0, 1e15, "the first one's number; default 0"},
      {"count", FLAG_INTEGER, &r.count, 1, 1e15, "how many; default 1"},
      {"parse", FLAG_FILE, &r.parse, 0, 0, "validate a file of graphs instead; - is stdin"},
      {"json", FLAG_SWITCH, &r.json, 0, 0, "a JSON object a line, with arms and tokens"},
  };
  const command command = {.name = "graph",
                           .usage = "[flags]",
                           .summary = "Prints graphs in the reference's text format, or validates a file of them.",
                           .flags = flags,
                           .flag_count = sizeof flags / sizeof flags[0],
                           .takes_config = true};
  command_line line;
  exit_code code;
  if (!command_line_read(&line, &command, argc, argv, &code)) return code;
  ps_message why;
  ps_graph_space space;
  ps_status status = ps_config_validate(&line.config, &why);
  if (!status) status = ps_graph_space_init(&space, &line.config, &why);
  if (status)
    code = fail_status(status, &why, NULL);
  else
    code = r.parse ? validate(&r, &line.config, &space) : draw(&r, &line.config, &space);
  command_line_free(&line);
  return code;
}
