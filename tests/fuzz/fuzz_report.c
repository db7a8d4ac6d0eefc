/* Results as the report reads them. An input that begins with a line of its own, `{}` or a template, is results.jsonl of
 * a folder; any other is a compact file. What is taken is written in all forms, and its compact form is its own. */
#include "report/map.h"
#include "report/markdown.h"
#include "report/measures.h"

#include "file.h"
#include "fuzz.h"

#include <string.h>

static const char spec[] = "{\"name\":\"a\",\"claim\":\"b\"}";
static const char template[] =
    "{{claim a}} {{budget a}} {{count a}} {{solved a}} {{median a first_step}}\n{{table a}}\n"
    "{{map a}}\n{{data a}}\n";

static void write_forms(const results *r) {
  document d = {0}, again = {0};
  results read;
  exit_code code = report_markdown(&d, file_put("template.md", template, strlen(template)), r, 1);
  HOLDS(code == EXIT_DONE || code == EXIT_USAGE);
  document_free(&d);
  results_compact(&d, r, -1);
  HOLDS(results_read(&read, file_put("compact.json", d.text, d.length)) == EXIT_DONE);
  results_compact(&again, &read, -1);
  HOLDS(d.length == again.length && !memcmp(d.text, again.text, d.length));
  document_free(&d);
  document_free(&again);
  results_free(&read);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  results r;
  const char *path;
  if (size && *data == '\n') {
    file_put("folder/spec.json", spec, strlen(spec));
    file_put("folder/results.jsonl", data, size);
    path = file_path("folder");
  } else {
    path = file_put("results.json", data, size);
  }
  exit_code code = results_read(&r, path);
  HOLDS(code == EXIT_DONE || code == EXIT_USAGE);
  if (!code) {
    write_forms(&r);
    results_free(&r);
  }
  return 0;
}
