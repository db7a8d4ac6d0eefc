/* What a fuzz target is: one function that takes any bytes, and may not crash, hang or break what it holds. libFuzzer
 * calls it (make fuzz), and so does replay.c with every file of corpus/TARGET (ctest). */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must be true of every input. */
#define HOLDS(condition)                                                                                               \
  do {                                                                                                                 \
    if (condition) break;                                                                                              \
    fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition);                                     \
    abort();                                                                                                           \
  } while (0)

#endif
