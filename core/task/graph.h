/* What the floors above ask of a graph that a caller gives them. */
#ifndef PS_GRAPH_H
#define PS_GRAPH_H

#include "pathstar.h"

/* Refuses a graph of another degree, path length or labels than the config's, or with a goal or label out of range. */
ps_status ps_graph_check(const ps_config *config, const ps_graph *graph, ps_message *why);

#endif
