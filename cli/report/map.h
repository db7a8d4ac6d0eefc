/* The (d, l) phase map: what share of seeds solved each size of graph, within the budget. */
#ifndef CLI_REPORT_MAP_H
#define CLI_REPORT_MAP_H

#include "report/measures.h"

/* True if both degree and path length were varied, enough for a map. */
bool map_is_there(const grouping *g);
/* Markdown: degree against path length, a table for each setting of everything else. */
void markdown_maps(document *d, const grouping *g);

#endif
