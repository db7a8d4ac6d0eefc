#include "training/schedule.h"

#include "ground/math64.h"

double ps_schedule_factor(const ps_config *config, int64_t step) {
  double factor = 1;
  if (config->schedule == PS_COSINE) {
    double sine, cosine, share = (double)step / config->schedule_steps;
    ps_sin_cos_turns(&sine, &cosine, (share < 1 ? share : 1) / 2);
    factor = (1 + cosine) / 2;
  }
  if (step < config->warmup) factor *= (double)(step + 1) / config->warmup;
  return factor;
}
