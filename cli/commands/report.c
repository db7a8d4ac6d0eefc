#include "base/files.h"
#include "base/options.h"
#include "commands/commands.h"
#include "report/markdown.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct report {
  const char *out, *markdown;
  bool compact;
  int64_t points;
} report;

static exit_code check_flags(const report *r, int operands) {
  if (!operands) return fail(EXIT_USAGE, "report needs RESULTS: the folder of a sweep, or a compact file of one");
  if (!r->compact && !r->markdown)
    return fail(EXIT_USAGE, "say what to write: --compact, which the page's laboratory opens, or --markdown TEMPLATE");
  if (r->compact && r->markdown) return fail(EXIT_USAGE, "--compact contradicts --markdown");
  if (r->compact && operands > 1) return fail(EXIT_USAGE, "--compact takes the results of one sweep, not %d", operands);
  return EXIT_DONE;
}

static exit_code read_all(results *all, const char *const *paths, int *count, int wanted) {
  for (*count = 0; *count < wanted; ++*count) {
    exit_code code = results_read(&all[*count], paths[*count]);
    if (code) return code;
    for (int i = 0; i < *count; i++) {
      if (strcmp(all[i].name, all[*count].name)) continue;
      code =
          fail(EXIT_USAGE, "%s and %s are both called '%s'; shards of one sweep are merged by 'pathstar sweep --merge'",
               all[i].path, all[*count].path, all[i].name);
      results_free(&all[*count]);
      return code;
    }
  }
  return EXIT_DONE;
}

static exit_code write_report(const report *r, const results *all, int count) {
  document d = {0};
  exit_code code = EXIT_DONE;
  if (r->compact)
    results_compact(&d, &all[0], (int)r->points);
  else
    code = report_markdown(&d, r->markdown, all, count);
  if (!code && r->out) code = file_write(r->out, d.text, d.length);
  if (!code && !r->out) fwrite(d.text, 1, d.length, stdout);
  document_free(&d);
  return code;
}

exit_code command_report(int argc, char **argv) {
  report r = {.points = -1};
  const flag flags[] = {
      {"out", FLAG_FILE, &r.out, 0, 0, "where to write; default: stdout"},
      {"markdown", FLAG_FILE, &r.markdown, 0, 0, "fill this template with tables and numbers (EXPERIMENTS.md)"},
      {"compact", FLAG_SWITCH, &r.compact, 0, 0,
       "write one sweep's results in the small form that is committed, and that the page's laboratory shows"},
      {"points", FLAG_INTEGER, &r.points, 0, 100000,
       "of --compact: points kept of a curve, 0: no curves; default 60, or 0 for more than 200 runs"},
  };
  const command command = {
      .name = "report",
      .usage = "RESULTS... [flags]",
      .summary = "Writes what sweeps found: --compact one file of results, --markdown a text with tables and numbers.\n"
                 "The page's laboratory shows compact files with tables, learning curves and maps: drop them there.\n"
                 "RESULTS are folders that 'pathstar sweep' wrote, or compact files made of them.",
      .flags = flags,
      .flag_count = sizeof flags / sizeof flags[0],
      .takes_operands = true};
  command_line line;
  exit_code code;
  if (!command_line_read(&line, &command, argc, argv, &code)) return code;
  results *all = allocate((size_t)line.operand_count, sizeof *all);
  int count = 0;
  code = check_flags(&r, line.operand_count);
  if (!code) code = read_all(all, line.operands, &count, line.operand_count);
  if (!code) code = write_report(&r, all, count);
  for (int i = 0; i < count; i++) results_free(&all[i]);
  free(all);
  command_line_free(&line);
  return code;
}
