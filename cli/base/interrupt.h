/* Whether a signal asked to stop: long commands look for it between steps. */
#ifndef CLI_INTERRUPT_H
#define CLI_INTERRUPT_H

#include <stdbool.h>

/* From now on the signal asks to stop; with `once`, a second one kills. */
void interrupt_catch(int signal_number, bool once);
bool interrupted(void);

#endif
