#include "report/svg.h"

#include <math.h>

enum { LINE_HEIGHT = 13 };

void svg_begin(page *p, double width, double height, const char *title, const char *description) {
  document *d = &p->html;
  int id = ++p->figures;
  document_add(
      d,
      "<svg viewBox=\"0 0 %g %g\" style=\"max-width:%gpx\" role=\"img\" aria-labelledby=\"t%d d%d\"><title id=\"t%d\">",
      width, height, 1.25 * width, id, id, id);
  document_escape(d, title);
  document_add(d, "</title><desc id=\"d%d\">", id);
  document_escape(d, description);
  document_add(d, "</desc>\n");
}

void svg_end(page *p) {
  document_add(&p->html, "</svg>\n");
}

double plot_x(const plot *plot, double x) {
  return plot->left + (plot->width - plot->left - plot->right) * x / plot->x_max;
}

double plot_y(const plot *plot, double y) {
  return plot->height - plot->bottom - (plot->height - plot->top - plot->bottom) * y;
}

/* The round number, 1, 2 or 5 times a power of ten, that divides 0..maximum in about four. */
static double tick_distance(double maximum) {
  double power = pow(10, floor(log10(maximum / 4)));
  double rest = maximum / 4 / power;
  return power * (rest > 5 ? 10 : rest > 2 ? 5 : rest > 1 ? 2 : 1);
}

void plot_axes(const plot *plot, const char *x_label, const char *y_label, int x_shares) {
  document *d = &plot->page->html;
  double begin = plot_x(plot, 0), end = plot_x(plot, plot->x_max), floor = plot_y(plot, 0);
  for (int i = 0; i <= 4; i++) {
    double y = plot_y(plot, 0.25 * i);
    document_add(d, "<path class=\"%s\" d=\"M%.1f %.1fH%.1f\"/>", i ? "grid" : "axis", begin, y, end);
    document_add(d, "<text class=\"tick\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%g</text>\n", begin - 6, y + 4,
                 0.25 * i);
  }
  double distance = x_shares ? 0.25 : tick_distance(plot->x_max);
  for (double x = 0; x <= plot->x_max * (1 + 1e-9); x += distance) {
    document_add(d, "<path class=\"axis\" d=\"M%.1f %.1fv4\"/>", plot_x(plot, x), floor);
    document_add(d, "<text class=\"tick\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%g</text>\n", plot_x(plot, x),
                 floor + 16, x);
  }
  document_add(d, "<text class=\"tick\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n", (begin + end) / 2,
               floor + 31, x_label);
  document_add(d, "<text class=\"tick\" x=\"%.1f\" y=\"%.1f\">%s</text>\n", begin - 28, plot->top - 9, y_label);
}

void plot_line(const plot *plot, const double *x, const double *y, int count, const char *class_name,
               const char *attributes) {
  document *d = &plot->page->html;
  char command = 'M';
  document_add(d, "<path class=\"%s\"%s d=\"", class_name, attributes);
  for (int i = 0; i < count; i++) {
    if (isnan(y[i])) {
      command = 'M';
      continue;
    }
    document_add(d, "%c%.1f %.1f", command, plot_x(plot, x[i]), plot_y(plot, y[i]));
    command = 'L';
  }
  document_add(d, "\"/>\n");
}

void plot_labels(const plot *plot, const plot_label *labels, int count) {
  double place[LABELS_MAX];
  int order[LABELS_MAX], shown = 0;
  for (int i = 0; i < count && i < LABELS_MAX; i++) {
    if (isnan(labels[i].y)) continue;
    /* Sorted from the top down by insertion. */
    int at = shown++;
    for (; at > 0 && labels[order[at - 1]].y < labels[i].y; at--) order[at] = order[at - 1];
    order[at] = i;
  }
  /* Down from the top, each at least a line below the one before; then up from the bottom where they ran out of it. */
  for (int i = 0; i < shown; i++) {
    place[i] = plot_y(plot, labels[order[i]].y) + 4;
    if (i && place[i] < place[i - 1] + LINE_HEIGHT) place[i] = place[i - 1] + LINE_HEIGHT;
  }
  double lowest = plot_y(plot, 0) + 4;
  for (int i = shown - 1; i >= 0; i--) {
    if (place[i] > lowest) place[i] = lowest;
    lowest = place[i] - LINE_HEIGHT;
  }
  for (int i = 0; i < shown; i++) {
    const plot_label *label = &labels[order[i]];
    document_add(&plot->page->html, "<text class=\"label %s\"%s x=\"%.1f\" y=\"%.1f\">", label->class_name,
                 label->attributes, plot_x(plot, plot->x_max) + 6, place[i]);
    document_escape(&plot->page->html, label->text);
    document_add(&plot->page->html, "</text>\n");
  }
}
