/* Inputs as the program takes them: files in a folder of the process's own. */
#ifndef FUZZ_FILE_H
#define FUZZ_FILE_H

#include <stddef.h>

/* The path of that name in the folder, which is made at the first call and goes with the process; names may have one
 * folder before them. Valid until the next call but three. */
const char *file_path(const char *name);
/* Writes it; the path. */
const char *file_put(const char *name, const void *bytes, size_t size);

#endif
