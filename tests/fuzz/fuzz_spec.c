/* Specs of sweeps: what is taken has cells that can be found by their ids, and agree with their own configs. */
#include "base/config_json.h"
#include "sweep/sweep_spec.h"

#include "file.h"
#include "fuzz.h"

#include <string.h>

enum { CELLS = 50 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  sweep_plan plan;
  exit_code code = sweep_plan_read(&plan, file_put("spec.json", data, size));
  HOLDS(code == EXIT_DONE || code == EXIT_USAGE);
  if (!code) HOLDS(plan.count > 0 && plan.count <= SWEEP_CELLS_MAX && plan.count % plan.combinations == 0);
  for (int i = 0; !code && i < plan.count && i < CELLS; i++) {
    ps_message why;
    HOLDS(sweep_plan_find(&plan, plan.cells[i].id) == i);
    HOLDS(ps_config_validate(&plan.cells[i].config, &why) == PS_OK);
    cJSON *config = config_json(&plan.cells[i].config);
    HOLDS(sweep_cell_agrees(&plan, &plan.cells[i], config, "again") == EXIT_DONE);
    cJSON_Delete(config);
    char *label = sweep_cell_label(&plan.cells[i]);
    HOLDS(*label == '{');
    cJSON_free(label);
  }
  sweep_plan_free(&plan);
  return 0;
}
