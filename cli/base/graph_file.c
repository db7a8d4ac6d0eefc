#include "base/graph_file.h"

#include "base/files.h"
#include "ground/fail.h"

#include <stdio.h>
#include <stdlib.h>

enum { GRAPHS_MAX = 1000000 }; /* of one file: about 2 GB of memory; docs/limits.md names it */

/* What most likely is the matter with a refused file. */
static void tell_cause(const file_bytes *text, const char *path, const ps_message *why) {
  int start, goal, first;
  file_tell_cause(text, path);
  /* line, place on the path, start, goal, the node that must be there, the one that is */
  if (why->id == PS_REFUSE_WRONG_PATH && sscanf(why->arguments, "[%*d,1,%d,%d,%*d,%d]", &start, &goal, &first) == 3 &&
      first == goal)
    fail(EXIT_DONE, "%s: its paths seem to be written from the goal to the start", path);
}

static exit_code parse(graph_file *file, const file_bytes *text, const char *path, const ps_config *config,
                       const ps_graph_space *space) {
  ps_message why;
  int lines;
  if (!text->size) return fail(EXIT_USAGE, "%s: the file is empty", path);
  ps_status status = ps_graph_parse_lines(&lines, NULL, 0, config, text->bytes, text->size, &why);
  if (!status && lines > GRAPHS_MAX)
    return fail(EXIT_USAGE, "%s: %d lines; at most %d are read as graphs", path, lines, GRAPHS_MAX);
  if (!status) {
    file->graphs = allocate((size_t)lines, sizeof *file->graphs);
    status = ps_graph_parse_lines(&file->count, file->graphs, lines, config, text->bytes, text->size, &why);
  }
  if (status) {
    exit_code code = fail_status(status, &why, path);
    tell_cause(text, path, &why);
    return code;
  }
  for (int i = 0; i < file->count; i++) file->held_out += ps_graph_split(&file->graphs[i], space) == PS_HELD_OUT;
  return EXIT_DONE;
}

exit_code graph_file_read(graph_file *file, const char *path, const ps_config *config, const ps_graph_space *space) {
  file_bytes text;
  *file = (graph_file){0};
  exit_code code = file_read(&text, path);
  if (code) return code;
  code = parse(file, &text, path, config, space);
  free(text.bytes);
  if (code) graph_file_free(file);
  return code;
}

int graph_file_keep_held_out(graph_file *file, const ps_graph_space *space) {
  int kept = 0;
  for (int i = 0; i < file->count; i++)
    if (ps_graph_split(&file->graphs[i], space) == PS_HELD_OUT) file->graphs[kept++] = file->graphs[i];
  return kept;
}

void graph_file_free(graph_file *file) {
  free(file->graphs);
  *file = (graph_file){0};
}
