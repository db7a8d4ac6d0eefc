/* A file of graphs in the reference's text format, one a line. */
#ifndef CLI_GRAPH_FILE_H
#define CLI_GRAPH_FILE_H

#include "base/failure.h"

typedef struct graph_file {
  ps_graph *graphs;
  int count;
  int held_out; /* how many are on the held-out side of the split */
} graph_file;

/* Every line must be a graph of the config's kind: the first that is not refuses the file, by its number. "-" is stdin.
 */
exit_code graph_file_read(graph_file *file, const char *path, const ps_config *config, const ps_graph_space *space);
/* Moves the graphs on the held-out side to the front and counts them. */
int graph_file_keep_held_out(graph_file *file, const ps_graph_space *space);
void graph_file_free(graph_file *file);

#endif
