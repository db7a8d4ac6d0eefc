/* What a sweep is to run: a spec file (its grammar: sweep.c, SPEC_HELP) as a list of cells. A cell is one run; which
 * runs there are, and what each is called, depends on the spec alone. */
#ifndef CLI_SWEEP_SPEC_H
#define CLI_SWEEP_SPEC_H

#include "base/failure.h"

#include <cjson/cJSON.h>
#include <stdint.h>

enum { SWEEP_CELLS_MAX = 100000 };

typedef struct sweep_cell {
  char id[17]; /* a hash of all that decides the cell's results: the config's fields that are not at their defaults,
                * steps, evaluation, data */
  ps_config config;
  int64_t steps;
  cJSON *varied; /* the fields that the cell has from grid, cells and seeds */
  double flops;  /* of all its training steps; 0 until sweep_plan_weigh() */
} sweep_cell;

typedef struct sweep_plan {
  cJSON *spec, *description;           /* the file, and the core's options */
  int64_t every, graphs, train_graphs; /* the spec's "evaluate" */
  double stop_at_path;                 /* INFINITY if the spec has none */
  const char **data;                   /* (data_count) as the spec names them */
  int data_count;
  sweep_cell *cells; /* (count) seed by seed */
  int count;
  int combinations;         /* cells of one seed: cells[i] and cells[i + combinations] differ by the seed alone */
  const sweep_cell **by_id; /* (count) in the order of their ids */
} sweep_plan;

/* Refuses the spec if anything in it, or any one cell, is not right. The caller frees the plan, in either case. */
exit_code sweep_plan_read(sweep_plan *plan, const char *path);
void sweep_plan_free(sweep_plan *plan);

/* Fills in every cell's flops. */
exit_code sweep_plan_weigh(sweep_plan *plan, const char *kernels);
/* Every data file must hold graphs of every cell's kind. Their paths are relative to the spec's folder. */
exit_code sweep_plan_check_data(const sweep_plan *plan, const char *spec_path);
/* A data file's path from here. The caller frees it. */
char *sweep_data_path(const char *spec_path, const char *data);

/* The index of the cell of that id, or -1. */
int sweep_plan_find(const sweep_plan *plan, const char *id);
/* Refuses a line of results whose config is not its cell's. */
exit_code sweep_cell_agrees(const sweep_plan *plan, const sweep_cell *cell, const cJSON *config, const char *where);
/* {"objective":"reverse","seed":3}. The caller frees it. */
char *sweep_cell_label(const sweep_cell *cell);

#endif
