/* Rows picked from a sequence, and put back. */
#include "models/model.h"

#include <string.h>

void ps_rows_gather(float *out, const float *x, int sequences, int positions, int asked, int width) {
  size_t row = (size_t)asked * (size_t)width, gap = (size_t)(positions - asked) * (size_t)width;
  for (int i = 0; i < sequences; i++, out += row, x += gap + row) memcpy(out, x + gap, row * sizeof(float));
}

void ps_rows_widen(float **x, float **spare, int sequences, int positions, int asked, int width) {
  size_t row = (size_t)asked * (size_t)width, gap = (size_t)(positions - asked) * (size_t)width;
  const float *compact = *x;
  float *out = *spare;
  for (int i = 0; i < sequences; i++, out += gap + row, compact += row) {
    memset(out, 0, gap * sizeof(float));
    memcpy(out + gap, compact, row * sizeof(float));
  }
  out = *x;
  *x = *spare, *spare = out;
}
