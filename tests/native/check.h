/* What a test needs and no more: conditions, tensors compared with the worst element named, and an exit code.
 *
 *   int main(void) {
 *     CHECK(answer == 42);
 *     CHECK_INTEGER(answer, 42);                                 says both values when they differ
 *     CHECK_TEXT(message.text, "unknown field \"x\"");
 *     CHECK_NEAR("dweight", actual, expected, count, 1e-6, 1e-4); pointers to float or double, each its own
 *     return check_done("kernels");
 *   }
 *
 * A failed check is printed and counted, and the test goes on. A test that checked nothing has failed too. */
#ifndef PS_CHECK_H
#define PS_CHECK_H

#include <math.h>
#include <stdio.h>
#include <string.h>

static long check_count, check_failures;

/* Counts one check; true when it failed and is among the first 20, the ones worth printing. */
static inline int check_failed(int passed, const char *file, int line) {
  check_count++;
  if (passed || ++check_failures > 20) return 0;
  const char *name = strrchr(file, '/');
  fprintf(stderr, "%s:%d: ", name ? name + 1 : file, line);
  return 1;
}

static inline int check_condition(int passed, const char *condition, const char *file, int line) {
  if (check_failed(passed, file, line)) fprintf(stderr, "not so: %s\n", condition);
  return passed;
}

static inline int check_integer(long long actual, long long expected, const char *what, const char *file, int line) {
  int passed = actual == expected;
  if (check_failed(passed, file, line)) fprintf(stderr, "%s is %lld, expected %lld\n", what, actual, expected);
  return passed;
}

static inline int check_text(const char *actual, const char *expected, const char *what, const char *file, int line) {
  int passed = strcmp(actual, expected) == 0;
  if (check_failed(passed, file, line)) {
    fprintf(stderr, "%s differs\n    is       %s\n    expected %s\n", what, actual, expected);
  }
  return passed;
}

static inline double check_element(const void *values, size_t size, size_t i) {
  return size == sizeof(float) ? (double)((const float *)values)[i] : ((const double *)values)[i];
}

/* Passes if max |actual - expected| <= absolute + relative x max |expected|, over the whole tensor. Where both are NaN
 * or the same infinity they agree; where only one is, they do not. */
static inline int check_near(const char *name, const void *actual, size_t actual_size, const void *expected,
                             size_t expected_size, size_t count, double absolute, double relative, const char *file,
                             int line) {
  double worst = 0, scale = 0;
  size_t at = 0;
  for (size_t i = 0; i < count; i++) {
    double a = check_element(actual, actual_size, i), e = check_element(expected, expected_size, i);
    double difference = a == e || (isnan(a) && isnan(e)) ? 0 : fabs(a - e);
    if (isnan(difference)) difference = INFINITY;
    if (difference > worst) worst = difference, at = i;
    if (isfinite(e) && fabs(e) > scale) scale = fabs(e);
  }
  int passed = count > 0 && worst <= absolute + relative * scale;
  if (check_failed(passed, file, line)) {
    if (count == 0) {
      fprintf(stderr, "%s has no elements\n", name);
    } else {
      fprintf(stderr, "%s[%zu of %zu] is %.9g, expected %.9g: off by %.3g, %.3g of the largest (%.3g); allowed %.3g\n",
              name, at, count, check_element(actual, actual_size, at), check_element(expected, expected_size, at),
              worst, worst / scale, scale, absolute + relative * scale);
    }
  }
  return passed;
}

/* Prints the closing line; the value is main's. */
static inline int check_done(const char *test) {
  if (check_count == 0) {
    fprintf(stderr, "%s: nothing was checked\n", test);
    return 1;
  }
  if (check_failures) {
    fprintf(stderr, "%s: %ld of %ld checks FAILED\n", test, check_failures, check_count);
    return 1;
  }
  printf("%s: %ld checks passed\n", test, check_count);
  return 0;
}

/* Each is also a value: whether the check passed. */
#define CHECK(condition) check_condition(!!(condition), #condition, __FILE__, __LINE__)
#define CHECK_INTEGER(actual, expected)                                                                                \
  check_integer((long long)(actual), (long long)(expected), #actual, __FILE__, __LINE__)
#define CHECK_TEXT(actual, expected) check_text(actual, expected, #actual, __FILE__, __LINE__)
#define CHECK_NEAR(name, actual, expected, count, absolute, relative)                                                  \
  check_near(name, actual, sizeof *(actual), expected, sizeof *(expected), (size_t)(count), absolute, relative,        \
             __FILE__, __LINE__)

#endif
