/* The folder of a sweep whose results.jsonl, or whose one unfinished record, holds anything. Lines are taken or refused,
 * a cut one is removed; what was taken is written, and taken again. */
#include "sweep/sweep_cell.h"
#include "sweep/sweep_results.h"

#include "file.h"
#include "fuzz.h"

#include <string.h>
#include <unistd.h>

static const char spec[] =
    "{\"name\":\"a\",\"claim\":\"b\",\"seeds\":[1,2],\"steps\":2,\"grid\":{\"layout\":[\"pairs\",\"edge\"]}}";

static int finished(const sweep_plan *plan, const char *folder) {
  sweep_results results;
  exit_code code = sweep_results_open(&results, plan, folder);
  HOLDS(code == EXIT_DONE || code == EXIT_USAGE || code == EXIT_FILES);
  int count = code ? -1 : results.finished;
  if (!code) {
    HOLDS(count >= 0 && count <= plan->count);
    HOLDS(sweep_results_write(&results) == EXIT_DONE);
    HOLDS(sweep_results_write_csv(&results) == EXIT_DONE);
  }
  sweep_results_free(&results);
  return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static sweep_plan plan;
  if (!plan.count) HOLDS(sweep_plan_read(&plan, file_put("spec.json", spec, strlen(spec))) == EXIT_DONE);
  char record[64];
  file_put("sweep/spec.json", spec, strlen(spec));
  bool of_record = size && *data == '\n';
  snprintf(record, sizeof record, "sweep/partial/%s.json", plan.cells[0].id);
  unlink(file_path(record));
  unlink(file_path("sweep/results.jsonl"));
  unlink(file_path("sweep/results.csv"));
  if (of_record) {
    finished(&plan, file_path("sweep")); /* makes partial/ */
    file_put(record, data + 1, size - 1);
  } else {
    file_put("sweep/results.jsonl", data, size);
  }
  int count = finished(&plan, file_path("sweep"));
  if (count >= 0) HOLDS(finished(&plan, file_path("sweep")) == count);
  return 0;
}
