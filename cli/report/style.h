/* The report's style sheet: the page's colours (web/src/shell/theme.css), both themes, print. */
#ifndef CLI_REPORT_STYLE_H
#define CLI_REPORT_STYLE_H

/* Pieces, ended by NULL: C compilers need not take a longer string. */
extern const char *const report_style[];

#endif
