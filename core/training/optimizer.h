/* Optimisers over the tensor table: AdamW everywhere, or Muon on the hidden matrices and AdamW on the rest. */
#ifndef PS_OPTIMIZER_H
#define PS_OPTIMIZER_H

#include "models/model.h"

typedef struct ps_optimizer {
  const ps_model *model;
  float *first, *second; /* families of moments; Muon's momentum is in `first` */
} ps_optimizer;

void ps_optimizer_place(ps_optimizer *optimizer, ps_arena *arena, const ps_model *model);
/* Does Muon train this tensor? */
bool ps_optimizer_is_muon(const ps_model *model, const ps_tensor_row *row);
/* Floats of scratch that updating any one tensor takes. */
size_t ps_optimizer_scratch(const ps_model *model);
/* Updates tensor `index` from its gradient after `step` finished steps, and renews its packed copies. Independent of
 * every other tensor. */
void ps_optimizer_update(const ps_optimizer *optimizer, int index, const float *gradients, float gradient_scale,
                         int64_t step, float *scratch);
/* Whether all of a tensor's weights and moments are finite. */
bool ps_optimizer_is_sound(const ps_optimizer *optimizer, int index);
/* Floating-point operations of Muon's products in one step. */
double ps_optimizer_flops(const ps_model *model);

#endif
