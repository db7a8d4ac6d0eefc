/* Wall-clock time that never runs backwards. */
#ifndef CLI_CLOCK_H
#define CLI_CLOCK_H

double clock_seconds(void); /* since some fixed moment */

#endif
