/* Runs that differ by seed alone are a group (of one budget, too); what a group of runs says is a share, or a median
 * and a range. */
#ifndef CLI_REPORT_GROUPS_H
#define CLI_REPORT_GROUPS_H

#include "report/results.h"

typedef struct group {
  const result_run **runs; /* (count), by seed */
  int count;
} group;

typedef struct grouping {
  const results *results;
  const char *fields[FIELDS_MAX]; /* (field_count) what was varied besides the seed, in the core's order */
  int field_count;
  group *groups; /* (count), by those fields' values */
  int count;
} grouping;

/* `filter`: only runs whose config has these values ("objective=reverse"), (filters). Groups keep pointing into `r`. */
void grouping_make(grouping *g, const results *r, const char *const *filter, int filters);
void grouping_free(grouping *g);

enum { VALUE_SIZE = 48 };

/* A config field of the group, as text. */
void group_value(char text[VALUE_SIZE], const group *group, const char *field);
/* True where so many fields were varied, one or two at a time, that a column for each would be mostly of one value:
 * then a group is better told by what is unlike most others (group_title). */
bool grouping_is_sparse(const grouping *g);
/* Whether the group has the value of that field that more than half of the groups have. */
bool group_is_common(const grouping *g, const group *group, const char *field);
bool grouping_varies(const grouping *g, const char *field);
/* What tells a group from the others of its grouping: "teacherless, degree 3"; "all runs" if nothing does. As plain
 * text. */
void group_title(document *d, const grouping *g, const group *group);

/* NaNs are left out; `count` is how many were not. */
typedef struct spread {
  int count;
  double low, median, high;
} spread;

spread spread_of(const double *values, int count);

int group_solved(const group *group);

/* "1500", or "1500 to 3000" where not all runs were allowed as many steps. */
void budget_print(document *d, const grouping *g);

#endif
