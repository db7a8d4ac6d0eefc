#define _DEFAULT_SOURCE /* flock() */

#include "sweep/sweep_results.h"

#include "base/checked_line.h"
#include "base/config_json.h"
#include "base/files.h"
#include "sweep/sweep_cell.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static char *path_in(const char *folder, const char *name) {
  char *path = allocate(strlen(folder) + strlen(name) + 2, 1);
  sprintf(path, "%s/%s", folder, name);
  return path;
}

static const char *text_of(const cJSON *line, const char *key) {
  const char *text = cJSON_GetStringValue(json_member(line, key));
  return text ? text : "none";
}

/* ---- The folder ---- */

/* All that a sweep makes in OUT. What else is there is not its own, and it leaves that alone. */
static const char *const own_files[] = {"spec.json", "results.jsonl", "results.csv"};
enum { OWN_FILES = sizeof own_files / sizeof *own_files };

/* A link in the place of something of the sweep's would lead its writing and removing elsewhere. */
static exit_code refuse_link(const char *path) {
  struct stat found;
  if (lstat(path, &found) || !S_ISLNK(found.st_mode)) return EXIT_DONE;
  return fail(EXIT_FILES, "'%s' is a link, and a sweep follows none: nothing was touched", path);
}

/* The text past the digits and dashes that `text` begins with. */
static const char *past_number(const char *text) {
  return text + strspn(text, "0123456789-");
}

/* Whether what follows a file's name makes it one that file_write() was writing; or nothing follows, where `whole`. */
static bool is_writing(const char *rest, bool whole) {
  static const char mark[] = ".partial-";
  if (!*rest) return whole;
  if (strncmp(rest, mark, sizeof mark - 1)) return false;
  rest += sizeof mark - 1;
  return *rest && !*past_number(rest);
}

/* Whether a name in OUT is of a half-written file of a sweep's. */
static bool is_own_in_folder(const char *name) {
  for (int i = 0; i < OWN_FILES; i++) {
    size_t length = strlen(own_files[i]);
    if (!strncmp(name, own_files[i], length) && is_writing(name + length, false)) return true;
  }
  return false;
}

/* The cell of whose record or checkpoint, whole or half-written, this is the name in OUT/partial; or -1. */
static int cell_of_file(const sweep_results *results, const char *name) {
  static const char record[] = ".json", checkpoint[] = ".safetensors";
  char id[17];
  snprintf(id, sizeof id, "%.16s", name);
  int cell = sweep_plan_find(results->plan, id);
  if (cell < 0) return -1;
  const char *rest = name + strlen(id);
  if (!strncmp(rest, record, sizeof record - 1)) return is_writing(rest + sizeof record - 1, true) ? cell : -1;
  if (*rest != '-' || past_number(rest) == rest + 1) return -1;
  rest = past_number(rest);
  if (strncmp(rest, checkpoint, sizeof checkpoint - 1)) return -1;
  return is_writing(rest + sizeof checkpoint - 1, true) ? cell : -1;
}

/* Calls `act` with every name in the folder. */
static exit_code for_each_name(const sweep_results *results, const char *folder,
                               exit_code (*act)(const sweep_results *results, const char *folder, const char *name)) {
  DIR *listing = opendir(folder);
  if (!listing) return fail(EXIT_FILES, "cannot list '%s': %s", folder, strerror(errno));
  exit_code code = EXIT_DONE;
  for (const struct dirent *entry; !code && (entry = readdir(listing));) code = act(results, folder, entry->d_name);
  closedir(listing);
  return code;
}

static exit_code refuse_linked_cell(const sweep_results *results, const char *folder, const char *name) {
  if (cell_of_file(results, name) < 0) return EXIT_DONE;
  char *path = path_in(folder, name);
  exit_code code = refuse_link(path);
  free(path);
  return code;
}

static exit_code refuse_links(const sweep_results *results) {
  static const char *const others[] = {"lock", "partial"};
  enum { OTHERS = sizeof others / sizeof *others };
  exit_code code = EXIT_DONE;
  for (int i = 0; i < OWN_FILES + OTHERS && !code; i++) {
    char *path = path_in(results->folder, i < OWN_FILES ? own_files[i] : others[i - OWN_FILES]);
    code = refuse_link(path);
    free(path);
  }
  if (code || access(results->partial, F_OK)) return code;
  return for_each_name(results, results->partial, refuse_linked_cell);
}

/* All cells of the spec at `path` must be the plan's, too. */
static exit_code check_spec(const sweep_plan *plan, const char *path) {
  sweep_plan other;
  exit_code code = sweep_plan_read(&other, path);
  for (int i = 0; i < other.count && !code; i++)
    if (sweep_plan_find(plan, other.cells[i].id) < 0)
      code = fail(EXIT_USAGE, "%s: the cell '%s' is not one of the spec's: these are another sweep's results", path,
                  other.cells[i].id);
  sweep_plan_free(&other);
  return code;
}

exit_code sweep_results_check_part(const sweep_plan *plan, const char *folder) {
  char *spec = path_in(folder, "spec.json");
  exit_code code = check_spec(plan, spec);
  free(spec);
  return code;
}

/* A folder is of the sweep whose spec it holds. That one may go on in it, and one with more cells. */
static exit_code check_owner(const sweep_results *results) {
  char *spec = path_in(results->folder, "spec.json");
  exit_code code = access(spec, F_OK) ? EXIT_DONE : check_spec(results->plan, spec);
  if (code) fail(code, "'%s' was not touched; name another folder", results->folder);
  free(spec);
  return code;
}

/* Without a spec its lines show whose a folder is. One that has none of the plan's holds what would be replaced. */
static exit_code check_files(const sweep_results *results, bool any_lines) {
  char *spec = path_in(results->folder, "spec.json"), *table = path_in(results->folder, "results.csv");
  bool known = results->finished || !access(spec, F_OK), other = any_lines || !access(table, F_OK);
  exit_code code = EXIT_DONE;
  if (!known && other)
    code = fail(EXIT_FILES, "'%s' is of no sweep, and what it holds would be replaced: name another folder",
                results->folder);
  free(spec);
  free(table);
  return code;
}

static exit_code make_folder(const char *path) {
  char *part = path_in(path, "");
  exit_code code = EXIT_DONE;
  for (char *slash = part + 1; !code && (slash = strchr(slash, '/')); slash++) {
    *slash = 0;
    if (mkdir(part, 0777) && errno != EEXIST)
      code = fail(EXIT_FILES, "cannot make the folder '%s': %s", part, strerror(errno));
    *slash = '/';
  }
  free(part);
  return code;
}

/* Runs that a killed sweep has left hold its lock for the moment that they take to end. */
static bool lock_soon(int lock) {
  const struct timespec moment = {.tv_nsec = 10 * 1000 * 1000};
  enum { LOOKS = 100 };
  for (int i = 0; i < LOOKS; i++) {
    if (!flock(lock, LOCK_EX | LOCK_NB)) return true;
    if (errno != EWOULDBLOCK && errno != EINTR) return false;
    nanosleep(&moment, NULL);
  }
  errno = EWOULDBLOCK;
  return false;
}

/* Without `make` a lock that is not there is not made, and not taken. */
static exit_code take_lock(sweep_results *results, bool make) {
  char *path = path_in(results->folder, "lock");
  results->lock = open(path, (make ? O_CREAT : 0) | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0666);
  exit_code code = EXIT_DONE;
  if (results->lock < 0 && !make && (errno == ENOENT || errno == ENOTDIR))
    code = EXIT_DONE;
  else if (results->lock < 0)
    code = fail(EXIT_FILES, "cannot open '%s': %s", path, strerror(errno));
  else if (!lock_soon(results->lock))
    code = errno == EWOULDBLOCK
               ? fail(EXIT_FILES, "another sweep is at work in '%s'; one may be at a time", results->folder)
               : fail(EXIT_FILES, "cannot lock '%s': %s", path, strerror(errno));
  free(path);
  return code;
}

/* Whether a file of a cell's is its record, or the checkpoint of that, and the cell is not finished. */
static bool is_needed(const sweep_results *results, int cell, const char *name) {
  if (results->line[cell]) return false;
  const char *id = results->plan->cells[cell].id;
  cJSON *record = sweep_cell_record(results->partial, id);
  bool needed = false;
  if (record) {
    char *checkpoint = sweep_cell_path("", id, (int64_t)cJSON_GetNumberValue(json_member(record, "steps")));
    needed = !strcmp(name + strlen(id), ".json") || !strcmp(name, checkpoint + 1);
    free(checkpoint);
  }
  cJSON_Delete(record);
  return needed;
}

/* Removes a file of the sweep's that a killed process left behind. */
static exit_code tidy(const sweep_results *results, const char *folder, const char *name) {
  if (folder == results->partial) {
    int cell = cell_of_file(results, name);
    if (cell < 0 || is_needed(results, cell, name)) return EXIT_DONE;
  } else if (!is_own_in_folder(name)) {
    return EXIT_DONE;
  }
  char *path = path_in(folder, name);
  struct stat found;
  if (!lstat(path, &found) && S_ISREG(found.st_mode)) unlink(path);
  free(path);
  return EXIT_DONE;
}

/* ---- Lines ---- */

exit_code sweep_results_check_kernels(const sweep_results *results, const char *kernels, const char *where) {
  if (ps_kernels_fused(kernels) < 0)
    return fail(EXIT_USAGE, "%s: trained with the kernels %s, whose numeric mode nobody here knows", where, kernels);
  for (int i = 0; i < results->plan->count; i++) {
    const char *others = results->line[i] ? text_of(results->line[i], "kernels") : kernels;
    if (ps_kernels_fused(others) != ps_kernels_fused(kernels))
      return fail(EXIT_USAGE,
                  "%s: the kernels %s are of the other numeric mode than %s, with which the cell %s was trained: one "
                  "sweep is of one mode",
                  where, kernels, others, results->plan->cells[i].id);
  }
  return EXIT_DONE;
}

/* What both finals tell, one of which may be of a version with fewer metrics, has to be the same. */
static bool finals_agree(const cJSON *one, const cJSON *other) {
  const cJSON *value;
  cJSON_ArrayForEach(value, one) {
    const cJSON *others = json_member(other, value->string);
    if (others && !cJSON_Compare(value, others, true)) return false;
  }
  return true;
}

/* Adds a parsed line, which `results` then owns. */
static exit_code add_line(sweep_results *results, cJSON *line, const char *where) {
  int cell = sweep_plan_find(results->plan, text_of(line, "id"));
  exit_code code = EXIT_DONE;
  if (cell < 0)
    code = fail(EXIT_USAGE, "%s: the cell '%s' is not one of the spec's: these are another sweep's results", where,
                text_of(line, "id"));
  else
    code = sweep_cell_agrees(results->plan, &results->plan->cells[cell], json_member(line, "config"), where);
  if (!code) code = sweep_results_check_kernels(results, text_of(line, "kernels"), where);
  cJSON *known = code ? NULL : results->line[cell];
  if (known) {
    const char *digests[] = {text_of(known, "digest"), text_of(line, "digest")};
    const cJSON *steps[] = {json_member(known, "steps"), json_member(line, "steps")};
    if (strcmp(digests[0], digests[1]) || !cJSON_Compare(steps[0], steps[1], true))
      code = fail(EXIT_USAGE,
                  "%s: the cell %s ended with the digest %s after %.10g steps here and with %s after %.10g elsewhere",
                  where, text_of(line, "id"), digests[1], cJSON_GetNumberValue(steps[1]), digests[0],
                  cJSON_GetNumberValue(steps[0]));
    else if (!finals_agree(json_member(known, "final"), json_member(line, "final")))
      code = fail(EXIT_USAGE, "%s: the cell %s has the digest %s here and elsewhere, but other metrics", where,
                  text_of(line, "id"), digests[0]);
  }
  if (code || known) {
    cJSON_Delete(line);
    return code;
  }
  results->line[cell] = line;
  results->finished++;
  return EXIT_DONE;
}

static exit_code read_line(sweep_results *results, const char *text, size_t length, const char *path, int number) {
  char where[512];
  snprintf(where, sizeof where, "%.400s, line %d", path, number);
  cJSON *line = checked_line_parse(text, length);
  if (!line) return fail(EXIT_USAGE, "%s: not a JSON object; once that line is removed its cell runs again", where);
  exit_code code = checked_line_verify(line, where);
  if (!code) return add_line(results, line, where);
  cJSON_Delete(line);
  return code;
}

static bool is_blank(const char *begin, const char *end) {
  while (begin < end && strchr(" \t\r", *begin) && *begin) begin++;
  return begin == end;
}

/* Whether a text without a newline at its end is a line all the same, and no more than that end was lost. */
static bool is_whole(const char *text, size_t length) {
  cJSON *line = checked_line_parse(text, length);
  cJSON_Delete(line);
  return line;
}

/* Reads the lines of folder/results.jsonl, if there is one. `whole` <- how many bytes whole lines take; all, but where a
 * kill cut the last. */
static exit_code read_lines(sweep_results *results, const char *path, file_bytes *file, size_t *whole) {
  *whole = 0;
  *file = (file_bytes){0};
  if (access(path, F_OK)) return EXIT_DONE;
  exit_code code = file_read(file, path);
  int number = 0;
  for (const char *end; !code && *whole < file->size; *whole = (size_t)(end + 1 - file->bytes)) {
    const char *begin = file->bytes + *whole;
    size_t left = file->size - *whole;
    end = memchr(begin, '\n', left);
    if (!end && !is_blank(begin, begin + left) && !is_whole(begin, left)) break;
    if (!end) end = begin + left;
    number++;
    if (!is_blank(begin, end)) code = read_line(results, begin, (size_t)(end - begin), path, number);
  }
  if (*whole > file->size) *whole = file->size;
  return code;
}

/* With `mend` a line that was cut is removed from the file, and one that lost its newline gets it. */
static exit_code read_own_lines(sweep_results *results, bool mend) {
  char *path = path_in(results->folder, "results.jsonl");
  file_bytes file;
  size_t whole;
  exit_code code = read_lines(results, path, &file, &whole);
  if (!code) code = check_files(results, file.size);
  if (!code && mend && whole < file.size) {
    code = file_write(path, file.bytes, whole);
    if (!code) fail(EXIT_DONE, "%s: its last line was cut off and is removed; its cell goes on", path);
  } else if (!code && mend && whole && file.bytes[whole - 1] != '\n') {
    file.bytes[whole] = '\n'; /* where the NUL was */
    code = file_write(path, file.bytes, whole + 1);
  }
  free(file.bytes);
  free(path);
  return code;
}

static bool write_all(int file, const char *bytes, size_t size) {
  while (size) {
    ssize_t wrote = write(file, bytes, size);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return false;
    bytes += wrote;
    size -= (size_t)wrote;
  }
  return true;
}

/* All of a line, or none of it: what a full disk took of it is cut off again. */
static exit_code append_line(const sweep_results *results, cJSON *line) {
  char *text = checked_line_print(line);
  char *path = path_in(results->folder, "results.jsonl");
  size_t length = strlen(text);
  text[length] = '\n'; /* where the NUL was */
  int file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
  struct stat before;
  bool opened = file >= 0 && !fstat(file, &before);
  exit_code code = EXIT_DONE;
  if (!opened || !write_all(file, text, length + 1) || fsync(file)) {
    code = fail(EXIT_FILES, "cannot append to '%s': %s; the same command goes on from here", path, strerror(errno));
    if (opened && ftruncate(file, before.st_size)) fail(code, "cannot cut '%s' back: %s", path, strerror(errno));
  }
  if (file >= 0) close(file);
  cJSON_free(text);
  free(path);
  return code;
}

exit_code sweep_results_take(sweep_results *results, int cell) {
  const char *id = results->plan->cells[cell].id;
  cJSON *record = sweep_cell_record(results->partial, id);
  if (!record || !sweep_record_finished(record) ||
      sweep_cell_agrees(results->plan, &results->plan->cells[cell], json_member(record, "config"), id)) {
    cJSON_Delete(record);
    return EXIT_CHECK_FAILED;
  }
  exit_code code = append_line(results, record);
  if (code) {
    cJSON_Delete(record);
    return code;
  }
  char *path = sweep_cell_path(results->partial, id, -1);
  unlink(path);
  free(path);
  return add_line(results, record, id);
}

static void forget_lines(sweep_results *results) {
  for (int i = 0; i < results->plan->count; i++) {
    cJSON_Delete(results->line[i]);
    results->line[i] = NULL;
  }
  results->finished = 0;
}

/* Makes the folder's lock. What was read without the lock is read again: another sweep may have been quicker. */
static exit_code begin_folder(sweep_results *results) {
  forget_lines(results);
  exit_code code = take_lock(results, true);
  if (!code) code = check_owner(results);
  return code ? code : read_own_lines(results, true);
}

/* A record is written at once or not at all: one that is there and cannot be read was damaged, and with it would go a
 * checkpoint that may be whole. */
static exit_code check_record(const sweep_results *results, int cell) {
  const char *id = results->plan->cells[cell].id;
  char *path = sweep_cell_path(results->partial, id, -1);
  cJSON *record = access(path, F_OK) ? NULL : sweep_cell_record(results->partial, id);
  exit_code code = record || access(path, F_OK)
                       ? EXIT_DONE
                       : fail(EXIT_FILES, "'%s' is not the record it was: remove it, and the cell begins again", path);
  cJSON_Delete(record);
  free(path);
  return code;
}

exit_code sweep_results_open(sweep_results *results, const sweep_plan *plan, const char *folder) {
  *results = (sweep_results){.plan = plan, .folder = folder, .lock = -1};
  results->partial = path_in(folder, "partial");
  results->line = allocate((size_t)plan->count, sizeof *results->line);
  exit_code code = refuse_links(results);
  if (!code) code = take_lock(results, false);
  if (!code) code = check_owner(results);
  if (!code) code = read_own_lines(results, results->lock >= 0);
  if (!code) code = make_folder(results->partial);
  if (!code && results->lock < 0) code = begin_folder(results);
  for (int i = 0; i < plan->count && !code; i++) {
    if (results->line[i]) continue;
    code = check_record(results, i);
    if (!code) code = sweep_results_take(results, i);
    if (code == EXIT_CHECK_FAILED) code = EXIT_DONE;
  }
  if (!code) code = for_each_name(results, results->folder, tidy);
  if (!code) code = for_each_name(results, results->partial, tidy);
  return code;
}

void sweep_results_free(sweep_results *results) {
  for (int i = 0; results->line && i < results->plan->count; i++) cJSON_Delete(results->line[i]);
  if (results->lock >= 0) close(results->lock);
  free(results->line);
  free(results->partial);
}

exit_code sweep_results_keep_spec(const sweep_results *results, const char *spec_path) {
  file_bytes spec;
  exit_code code = file_read(&spec, spec_path);
  if (code) return code;
  char *path = path_in(results->folder, "spec.json");
  code = file_write(path, spec.bytes, spec.size);
  free(path);
  free(spec.bytes);
  return code;
}

exit_code sweep_results_merge(sweep_results *results, const char *folder) {
  char *path = path_in(folder, "results.jsonl");
  file_bytes file;
  size_t whole;
  exit_code code = read_lines(results, path, &file, &whole);
  if (!code && whole < file.size) fail(EXIT_DONE, "%s: its last line was cut off: that cell is not taken", path);
  free(file.bytes);
  free(path);
  return code;
}

/* ---- Whole files ---- */

/* Writes through a memory stream, so that the file is replaced at once. */
static exit_code write_whole(const sweep_results *results, const char *name,
                             void (*write_to)(FILE *stream, const sweep_results *results)) {
  char *text = NULL;
  size_t size = 0;
  FILE *stream = open_memstream(&text, &size);
  if (stream) write_to(stream, results);
  if (!stream || fclose(stream)) exit(fail(EXIT_MEMORY, "no memory to write %s", name));
  char *path = path_in(results->folder, name);
  exit_code code = file_write(path, text, size);
  free(path);
  free(text);
  return code;
}

static void write_lines(FILE *stream, const sweep_results *results) {
  for (int i = 0; i < results->plan->count; i++) {
    char *text = results->line[i] ? checked_line_print(results->line[i]) : NULL;
    if (text) fprintf(stream, "%s\n", text);
    cJSON_free(text);
  }
}

exit_code sweep_results_write(const sweep_results *results) {
  return write_whole(results, "results.jsonl", write_lines);
}

static void write_value(FILE *stream, const cJSON *value, const char *separator) {
  if (cJSON_IsString(value))
    fprintf(stream, "%s%s", separator, value->valuestring);
  else if (cJSON_IsBool(value))
    fprintf(stream, "%s%s", separator, cJSON_IsTrue(value) ? "true" : "false");
  else if (cJSON_IsNumber(value))
    fprintf(stream, "%s%.10g", separator, value->valuedouble);
  else
    fprintf(stream, "%s", separator);
}

/* An object with a key for every config field that any cell varies; the seed last. */
static cJSON *varied_fields(const sweep_plan *plan) {
  cJSON *fields = cJSON_CreateObject();
  for (int i = 0; i < plan->combinations; i++) {
    const cJSON *value;
    cJSON_ArrayForEach(value, plan->cells[i].varied) {
      const char *name = value->string;
      bool config = strcmp(name, "seed") && strcmp(name, "steps");
      if (config && !json_member(fields, name)) cJSON_AddNullToObject(fields, name);
    }
  }
  cJSON_AddNullToObject(fields, "seed");
  return fields;
}

static void write_csv(FILE *stream, const sweep_results *results) {
  static const char *const before[] = {"budget", "steps", "status", "reached"};
  static const char *const after[] = {"seconds", "flops_per_step", "parameters", "auxiliary_parameters",
                                      "kernels", "digest",         "id"};
  enum { BEFORE = sizeof before / sizeof *before, AFTER = sizeof after / sizeof *after };
  cJSON *fields = varied_fields(results->plan);
  const cJSON *field;
  cJSON_ArrayForEach(field, fields) fprintf(stream, "%s%s", field == fields->child ? "" : ",", field->string);
  for (int i = 0; i < BEFORE; i++) fprintf(stream, ",%s", before[i]);
  const ps_metric *metric;
  for (int i = 0; (metric = ps_metric_at(i)); i++)
    if (!metric->each) fprintf(stream, ",%s", metric->name);
  fprintf(stream, ",held_loss,train_path");
  for (int i = 0; i < AFTER; i++) fprintf(stream, ",%s%s", after[i], i == AFTER - 1 ? "\n" : "");
  for (int i = 0; i < results->plan->count; i++) {
    const cJSON *line = results->line[i], *config = json_member(line, "config"), *final = json_member(line, "final");
    if (!line) continue;
    cJSON_ArrayForEach(field, fields)
        write_value(stream, json_member(config, field->string), field == fields->child ? "" : ",");
    for (int j = 0; j < BEFORE; j++) write_value(stream, json_member(line, before[j]), ",");
    for (int j = 0; (metric = ps_metric_at(j)); j++)
      if (!metric->each) write_value(stream, json_member(final, metric->name), ",");
    write_value(stream, json_member(final, "held_loss"), ",");
    write_value(stream, json_member(final, "train_path"), ",");
    for (int j = 0; j < AFTER; j++) write_value(stream, json_member(line, after[j]), ",");
    fprintf(stream, "\n");
  }
  cJSON_Delete(fields);
}

exit_code sweep_results_write_csv(const sweep_results *results) {
  return write_whole(results, "results.csv", write_csv);
}
