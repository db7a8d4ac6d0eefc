/* The report's figures, each followed by the table of what it shows. */
#ifndef CLI_REPORT_FIGURES_H
#define CLI_REPORT_FIGURES_H

#include "report/measures.h"
#include "report/svg.h"

/* Accuracy of every position, path against the snowball prediction, and the Clever Hans test, over training. Nothing
 * where the results hold no curves. */
void figure_curves(page *p, const group *group);
bool figure_curves_there(const group *group);

/* Predicted against measured path accuracy of every run. */
void figure_snowball(page *p, const grouping *g);

/* True if both degree and path length were varied, enough to draw. */
bool figure_map_there(const grouping *g);
/* Share of runs solved by degree and path length; one map for each setting of everything else. */
void figure_maps(page *p, const grouping *g);
/* The same as Markdown tables. */
void markdown_maps(document *d, const grouping *g);

#endif
