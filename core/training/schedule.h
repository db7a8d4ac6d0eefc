/* Learning-rate schedules: a factor on the config's rates. */
#ifndef PS_SCHEDULE_H
#define PS_SCHEDULE_H

#include "pathstar.h"

/* Of the step that follows `step` finished ones: rises linearly over the first `warmup` steps, then stays, or falls as
 * half a cosine to zero at `schedule_steps` (Loshchilov & Hutter 2017). */
double ps_schedule_factor(const ps_config *config, int64_t step);

#endif
