/* Results made small enough to commit: what all runs share is said once, curves are thinned, numbers are rounded. */
#include "base/config_json.h"
#include "report/results.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What keeps a file below about 300 kB. */
enum { CURVES_MAX = 200, POINTS = 60 };

/* The config fields that have one value in all runs. */
static cJSON *shared_config(const results *r) {
  cJSON *shared = config_json(&r->runs[0].config);
  for (int i = 1; i < r->count; i++) {
    cJSON *other = config_json(&r->runs[i].config);
    for (cJSON *field = shared->child, *next; field; field = next) {
      next = field->next;
      if (!cJSON_Compare(field, cJSON_GetObjectItemCaseSensitive(other, field->string), true))
        cJSON_Delete(cJSON_DetachItemViaPointer(shared, field));
    }
    cJSON_Delete(other);
  }
  return shared;
}

/* The run's config without what all share. */
static cJSON *own_config(const result_run *run, const cJSON *shared) {
  cJSON *own = config_json(&run->config);
  for (cJSON *field = own->child, *next; field; field = next) {
    next = field->next;
    if (cJSON_HasObjectItem(shared, field->string)) cJSON_Delete(cJSON_DetachItemViaPointer(own, field));
  }
  return own;
}

/* Metrics that are read off the positions are those that results_read() found. */
static void renew_derived(cJSON *final, const result_run *run) {
  if (!final) return;
  const double values[] = {run->final.first_step, run->final.later, run->train_first_step};
  const char *const names[] = {"first_step", "later", "train_first_step"};
  for (int i = 0; i < 3; i++) {
    if (cJSON_GetObjectItemCaseSensitive(final, names[i]))
      cJSON_ReplaceItemInObjectCaseSensitive(final, names[i], cJSON_CreateNumber(values[i])); /* NaN is written null */
    else if (!isnan(values[i]))
      cJSON_AddNumberToObject(final, names[i], values[i]);
  }
}

/* Four decimals are more than five hundred graphs can tell apart. */
static void round_numbers(cJSON *json) {
  if (cJSON_IsNumber(json)) cJSON_SetNumberValue(json, round(1e4 * json->valuedouble) / 1e4);
  for (cJSON *item = json->child; item; item = item->next) round_numbers(item);
}

/* Keeps every `stride`-th entry and the last. A stride for all runs keeps their points at the same steps. */
static void thin(cJSON *array, int stride) {
  int count = cJSON_GetArraySize(array), i = 0;
  for (cJSON *item = array->child, *next; item; item = next, i++) {
    next = item->next;
    if ((i + 1) % stride && i + 1 < count) cJSON_Delete(cJSON_DetachItemViaPointer(array, item));
  }
}

/* However often it is there: a file may say a key twice. */
static void drop(cJSON *json, const char *key) {
  while (cJSON_GetObjectItemCaseSensitive(json, key)) cJSON_DeleteItemFromObjectCaseSensitive(json, key);
}

/* NULL: without it. */
static void put(cJSON *json, const char *key, cJSON *value) {
  drop(json, key);
  if (value) cJSON_AddItemToObject(json, key, value);
}

/* How many edges from the start the node of each target position is; NULL where each is one more than that before it. */
static cJSON *depths_of(const ps_config *config) {
  int depths[PS_PATH_MAX];
  bool plain = true;
  for (int depth = 0; depth < config->path_length; depth++) {
    int position = ps_target_position(config, depth);
    depths[position] = depth;
    plain &= position == depth;
  }
  return plain ? NULL : cJSON_CreateIntArray(depths, config->path_length);
}

/* Drops what no figure draws, and columns that hold nothing (hans of a teacherless run). */
static void drop_columns(cJSON *curve) {
  static const char *const undrawn[] = {"free", "margin_low", "margin_high"};
  for (size_t i = 0; i < sizeof undrawn / sizeof *undrawn; i++) drop(curve, undrawn[i]);
  for (cJSON *column = curve ? curve->child : NULL, *next; column; column = next) {
    const cJSON *item;
    bool holds = false;
    next = column->next;
    cJSON_ArrayForEach(item, column) holds |= !cJSON_IsNull(item);
    if (!holds) cJSON_Delete(cJSON_DetachItemViaPointer(curve, column));
  }
}

static int longest_curve(const results *r) {
  int longest = 0;
  for (int i = 0; i < r->count; i++)
    if (r->runs[i].points > longest) longest = r->runs[i].points;
  return longest;
}

static void add_json(document *d, const char *key, cJSON *json) {
  char *text = cJSON_PrintUnformatted(json);
  if (!text) exit(fail(EXIT_MEMORY, "no memory to print results"));
  document_add(d, "%s%s", key, text);
  cJSON_free(text);
  cJSON_Delete(json);
}

void results_compact(document *d, const results *r, int points) {
  cJSON *shared = shared_config(r);
  if (points < 0) points = r->count > CURVES_MAX ? 0 : POINTS;
  int stride = points ? (longest_curve(r) + points - 1) / points : 1;
  if (stride < 1) stride = 1;
  document_add(d, "{\"format\":\"" RESULTS_FORMAT "\",\n\"program\":\"" PS_VERSION "\",\n");
  add_json(d, "\"goal\":", cJSON_CreateNumber(r->goal));
  add_json(d, ",\n\"spec\":", cJSON_Duplicate(r->spec, true));
  add_json(d, ",\n\"varied\":", cJSON_CreateStringArray(r->varied, r->varied_count));
  add_json(d, ",\n\"config\":", cJSON_Duplicate(shared, true));
  document_add(d, ",\n\"runs\":[");
  for (int i = 0; i < r->count; i++) {
    const result_run *run = &r->runs[i];
    cJSON *json = cJSON_Duplicate(run->json, true), *column;
    drop(json, "varied");
    double auxiliary = (double)(run->trained.training - run->trained.inference);
    put(json, "depths", depths_of(&run->config));
    put(json, "auxiliary_parameters", auxiliary > 0 ? cJSON_CreateNumber(auxiliary) : NULL);
    put(json, "step_cost", run->step_cost == 1 ? NULL : cJSON_CreateNumber(run->step_cost));
    /* What never was is infinite, which is written null. */
    put(json, "learnt", run->has_learnt ? cJSON_CreateDoubleArray(run->learnt, run->config.path_length) : NULL);
    drop_columns(cJSON_GetObjectItemCaseSensitive(json, "curve"));
    if (!points) drop(json, "curve");
    cJSON_ArrayForEach(column, cJSON_GetObjectItemCaseSensitive(json, "curve")) thin(column, stride);
    renew_derived(cJSON_GetObjectItemCaseSensitive(json, "final"), run);
    round_numbers(json);
    cJSON_ReplaceItemInObjectCaseSensitive(json, "config", own_config(run, shared));
    add_json(d, i ? ",\n" : "\n", json);
  }
  document_add(d, "\n]}\n");
  cJSON_Delete(shared);
}
