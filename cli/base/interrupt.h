/* Being asked to stop, which long commands look for between steps. */
#ifndef CLI_INTERRUPT_H
#define CLI_INTERRUPT_H

#include <stdbool.h>

/* From now on the signal asks; `once`: it kills when it comes again. */
void interrupt_catch(int signal_number, bool once);
bool interrupted(void);

#endif
