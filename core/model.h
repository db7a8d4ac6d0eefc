/* What a model is to the floors above: one tensor table, and an architecture's row of functions. Adding an architecture
 * is adding a file and a row in tensors.c; nothing else asks which one it is. */
#ifndef PS_MODEL_H
#define PS_MODEL_H

#include "arena.h"
#include "kernels.h"

#include <stdbool.h>

/* One row of the tensor table. Sizes, places, checkpoint names, initial values, who trains it: all from here. */
typedef struct ps_tensor_row {
  char name[56];
  int rank;
  int shape[3];
  double deviation; /* of the normal distribution it starts from; 0: every element is `constant` */
  float constant;
  bool hidden;   /* a matrix between hidden layers: Muon's, if the config says Muon */
  size_t offset; /* floats from the start of its family (weights, gradients, moments) */
  size_t count;
} ps_tensor_row;

/* y = x W^T + b with W (out, in), as two entries of the table and W's packed copies for the forward and backward
 * product. */
typedef struct ps_linear {
  size_t weight, bias; /* offsets; bias PS_NONE if there is none */
  int in, out;
  size_t packed_forward, packed_backward; /* offsets in the packed block */
} ps_linear;

#define PS_NONE SIZE_MAX

enum { PS_LAYERS_MAX = 12, PS_TENSORS_MAX = 16 * PS_LAYERS_MAX + 8, PS_LINEARS_MAX = 6 * PS_LAYERS_MAX + 1 };

typedef struct ps_norm {
  size_t weight, bias;
} ps_norm;

/* Where the transformer's tensors are. */
typedef struct ps_transformer {
  size_t tokens, parents, children, places; /* embeddings; PS_NONE where the config has none */
  struct {
    ps_norm before_attention, before_mlp;
    ps_linear query, key, value, projection, expand, contract;
  } layer[PS_LAYERS_MAX];
  ps_norm final;
  ps_linear head;
} ps_transformer;

typedef struct ps_model {
  const ps_config *config;
  const ps_kernels *kernels;
  const struct ps_architecture_row *architecture;
  int tensors, linears;
  ps_tensor_row tensor[PS_TENSORS_MAX];
  const ps_linear *linear[PS_LINEARS_MAX];
  size_t floats;        /* of one family, the table's gaps included */
  size_t packed_floats; /* of the packed block */
  float *weights, *packed;
  float *cosines, *sines; /* rotary tables (input length, head width / 2), NULL without rope */
  ps_transformer transformer;
} ps_model;

/* One thread's memory for up to `sequences` sequences: activations, their gradients, scratch. */
typedef struct ps_workspace {
  int sequences;
  float *logits; /* (sequences, positions looked at, vocabulary); backward takes their gradient here */
  void *state;   /* the architecture's own */
} ps_workspace;

/* A stretch of positions to compute, of `sequences` sequences of `time` tokens. Forward with first > 0 continues from
 * the positions 0..first-1 of the same sequences that the workspace computed last (keys and values are kept there). */
typedef struct ps_span {
  const ps_token *x; /* (sequences, time) */
  int sequences, time;
  int first, end; /* positions first..end-1 are computed */
  int look;       /* logits are wanted of positions look..end-1; first <= look < end */
} ps_span;

typedef struct ps_architecture_row {
  /* Fills the tensor table and the linears. */
  void (*describe)(ps_model *model);
  /* Places a workspace; with a counting arena only measures. */
  void (*workspace)(ps_workspace *workspace, ps_arena *arena, const ps_model *model, int sequences);
  void (*forward)(const ps_model *model, ps_workspace *workspace, const ps_span *span);
  /* Adds to gradients (one family) from the gradient of the logits, after forward of the same span with first = 0. */
  void (*backward)(const ps_model *model, ps_workspace *workspace, float *gradients, const ps_span *span);
  /* Floating-point operations of forward and backward of a span from 0. */
  double (*flops)(const ps_model *model, const ps_span *span);
} ps_architecture_row;

extern const ps_architecture_row ps_transformer_row;

/* ---- tensors.c ---- */

/* The table, for a config and kernel set; `config` must stay. */
void ps_model_describe(ps_model *model, const ps_config *config, const ps_kernels *kernels);
/* Places weights, packed copies and tables. */
void ps_model_place(ps_model *model, ps_arena *arena);
/* Draws the initial weights; a tensor's numbers depend on seed, its place in the table, and nothing else. */
void ps_model_initialise(ps_model *model);
/* Renews the packed copies of one linear, after its weights changed. */
void ps_model_pack(const ps_model *model, const ps_linear *linear);

/* For `describe`: appends a row and returns its offset. Shape entries after the rank are ignored. */
size_t ps_model_add(ps_model *model, ps_tensor_row row);
/* Appends weight (and bias) rows `name`.weight, `name`.bias and registers the linear; a `shared` weight offset other
 * than PS_NONE uses that tensor instead of a new one. */
void ps_model_add_linear(ps_model *model, ps_linear *linear, const char *name, int out, int in, double deviation,
                         bool hidden, bool biased, size_t shared);

/* y (rows, out) = or += x (rows, in) W^T + b; strides are the rows' */
void ps_linear_forward(const ps_model *model, const ps_linear *linear, float *y, ptrdiff_t y_row, const float *x,
                       ps_gemm_mode mode, int rows);
/* dx (rows, in) = or += dy (rows, out) W */
void ps_linear_input_backward(const ps_model *model, const ps_linear *linear, float *dx, const float *dy,
                              ps_gemm_mode mode, int rows);
/* dW += dy^T x, db += column sums of dy; x packed (rows, in) */
void ps_linear_weight_backward(const ps_model *model, const ps_linear *linear, float *gradients, const float *dy,
                               const float *packed_x, int rows);

#endif
