/* The processes that mpirun (or srun) started of this program, its ranks. A program that was started alone, or built without
 * MPI, is the first of one: everything here then comes back at once. Only the first rank's output is seen: the others' stdout
 * leads nowhere, and what they fail() with is kept for ranks_agree(). */
#ifndef CLI_RANKS_H
#define CLI_RANKS_H

#include "base/failure.h"

#include <stdbool.h>

/* Meets the other ranks. Without MPI in this program, being one of several is refused. */
exit_code ranks_begin(void);
/* Parts from them once all have come here. A rank that ends elsewhere, by exit(), ends them all. */
void ranks_end(void);

int ranks_count(void);
bool ranks_first(void);
/* What a run is cut over; NULL where there is one rank. */
const ps_ranks *ranks_of_run(void);

/* Each of these waits until every rank calls it. */
int ranks_most(int value); /* the largest of all ranks' values */
/* The largest of all ranks' codes. If the first rank has nothing to say of it, those that failed say why. */
exit_code ranks_agree(exit_code code);
/* text (size) <- the first rank's */
void ranks_hear_first(char *text, int size);

#endif
