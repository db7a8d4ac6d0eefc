/* What the tables say of a group of runs, a column each: one list for tables and prose. */
#ifndef CLI_REPORT_MEASURES_H
#define CLI_REPORT_MEASURES_H

#include "report/groups.h"

typedef struct measure {
  const char *name;   /* in a template: {{median NAME measure}} */
  const char *header; /* of its column */
  int decimals;       /* -1: two significant digits with a unit's prefix (FLOPs) */
  /* One run's value; NaN where it has none. */
  double (*of)(const result_run *run);
} measure;

extern const measure measures[];
extern const int measure_count;

/* NULL if there is none of that name. */
const measure *measure_named(const char *name);
spread measure_spread(const measure *m, const group *group);
/* True if some group has a value: an empty column is left out. */
bool measure_is_there(const measure *m, const grouping *g);

/* "0.33 (0.29 to 0.36)": median and range; a dash where no run has a value. */
void measure_print(document *d, const measure *m, const group *group);
/* "18 of 20 (0.70 to 0.97)" */
void solved_print(document *d, const group *group);
/* "0: 25, 3: 50, 2: 75, 1: –": nodes by edges from the start, in the order in which they are learnt (result_run), each with
 * the median step; a dash where half of the runs had not learnt it. */
void learnt_print(document *d, const group *group);
bool learnt_is_there(const grouping *g); /* for some group */
/* Path accuracy on the k-th graph file, or on those of its graphs that are held out: median and range. */
void data_print(document *d, const group *group, int k, bool held_out);

#endif
