/* What the tests of objectives share: a sample, and a config of an objective with arms long enough to tell orders apart. */
#ifndef PS_OBJECTIVE_CHECK_H
#define PS_OBJECTIVE_CHECK_H

#include "check.h"
#include "objectives/objective.h"
#include "pathstar.h"

typedef struct shown {
  ps_token x[PS_POSITIONS_MAX];
  int32_t y[PS_POSITIONS_MAX];
} shown;

static ps_config config_of(const char *objective, const char *layout, const char *question) {
  ps_config c;
  ps_config_default(&c);
  CHECK(ps_config_set(&c, "objective", objective, NULL) == PS_OK);
  CHECK(ps_config_set(&c, "layout", layout, NULL) == PS_OK && ps_config_set(&c, "question", question, NULL) == PS_OK);
  c.path_length = 6, c.labels = 20;
  return c;
}

#endif
