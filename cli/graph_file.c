#include "graph_file.h"

#include "files.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static int count_lines(const file_bytes *text) {
  long lines = text->size && text->bytes[text->size - 1] != '\n';
  for (size_t i = 0; i < text->size; i++) lines += text->bytes[i] == '\n';
  return lines > INT_MAX ? INT_MAX : (int)lines;
}

static exit_code parse(graph_file *file, const file_bytes *text, const char *path, const ps_config *config,
                       const ps_graph_space *space) {
  int lines = count_lines(text);
  if (!lines) return fail(EXIT_USAGE, "%s: the file is empty", path);
  file->graphs = allocate((size_t)lines, sizeof *file->graphs);
  const char *at = text->bytes, *end = text->bytes + text->size;
  while (file->count < lines) {
    const char *line_end = memchr(at, '\n', (size_t)(end - at));
    size_t length = (size_t)((line_end ? line_end : end) - at);
    ps_graph *graph = &file->graphs[file->count++];
    ps_message why;
    ps_status status = ps_graph_parse(graph, config, at, length, file->count, &why);
    if (status) return fail_status(status, &why, path);
    file->held_out += ps_graph_split(graph, space) == PS_HELD_OUT;
    at += length + 1;
  }
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
