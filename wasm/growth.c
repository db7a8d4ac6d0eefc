/* Emscripten tells its generated JavaScript here that memory grew. The page loads the modules bare, without any, and
 * takes fresh views after every call, so there is nothing to do: with this function the modules import nothing. */
#include <stddef.h>

void emscripten_notify_memory_growth(size_t memory);
void emscripten_notify_memory_growth(size_t memory) {
  (void)memory;
}
