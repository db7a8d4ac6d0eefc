#define _POSIX_C_SOURCE 200809L

#include "base/interrupt.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t asked;

static void ask(int signal_number) {
  (void)signal_number;
  asked = 1;
}

void interrupt_catch(int signal_number, bool once) {
  struct sigaction action = {.sa_handler = ask, .sa_flags = once ? (int)SA_RESETHAND : 0};
  sigemptyset(&action.sa_mask);
  sigaction(signal_number, &action, NULL);
}

bool interrupted(void) {
  return asked;
}
