/* Figures as SVG inside the page. A plot has a frame, an x axis from 0 and a y axis of shares, and draws in its own
 * units. Colours and dashes are classes of style.h, so that they follow the reader's theme and printer. */
#ifndef CLI_REPORT_SVG_H
#define CLI_REPORT_SVG_H

#include "report/document.h"

/* The page being written. */
typedef struct page {
  document html;
  int figures; /* numbers the figures, for ids */
} page;

/* <svg> with a title and a description; everything until svg_end() is drawn in `width` x `height` units. */
void svg_begin(page *p, double width, double height, const char *title, const char *description);
void svg_end(page *p);

typedef struct plot {
  page *page;
  double width, height, left, right, top, bottom; /* of the drawing; margins of the frame */
  double x_max;                                   /* y is 0..1 */
} plot;

double plot_x(const plot *plot, double x);
double plot_y(const plot *plot, double y);
/* Frame, ticks and their numbers. `x_label` goes under the axis; `x_shares` makes it an axis of shares, too. */
void plot_axes(const plot *plot, const char *x_label, const char *y_label, int x_shares);
/* Skips NaNs by breaking the line. `attributes` of each piece, after its class. */
void plot_line(const plot *plot, const double *x, const double *y, int count, const char *class_name,
               const char *attributes);

typedef struct plot_label {
  const char *text, *class_name, *attributes;
  double y; /* where it belongs, in the plot's units; NaN: nowhere */
} plot_label;

enum { LABELS_MAX = 24 };

/* Labels right of the frame, as near to their places as they can be without touching. */
void plot_labels(const plot *plot, const plot_label *labels, int count);

#endif
