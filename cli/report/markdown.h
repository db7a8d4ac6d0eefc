/* Results as Markdown, put into a template. */
#ifndef CLI_REPORT_MARKDOWN_H
#define CLI_REPORT_MARKDOWN_H

#include "report/results.h"

/* Appends the template with each placeholder replaced by what the results say (grammar: markdown.c). Every
 * placeholder must be understood, and all of the results be used. */
exit_code report_markdown(document *d, const char *template_path, const results *results, int count);

#endif
