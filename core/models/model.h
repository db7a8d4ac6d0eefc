/* What a model is to the floors above: one tensor table, and an architecture's row of functions. Adding an architecture
 * is adding a file and a row in model.c; nothing else asks which one it is. */
#ifndef PS_MODEL_H
#define PS_MODEL_H

#include "ground/arena.h"
#include "ground/rng.h"
#include "kernels/kernels.h"

#include <stdbool.h>

/* One row of the tensor table. Sizes, places, checkpoint names, initial values and the choice of optimiser all come
 * from here. */
typedef struct ps_tensor_row {
  char name[56];
  int rank;
  int shape[3];
  double deviation; /* of the normal distribution it starts from; 0: every element is `constant` */
  float constant;
  /* Fills in the initial weights (of this row's shape) where a normal distribution or a constant is not enough; else
   * NULL. */
  void (*draw)(float *weight, const struct ps_tensor_row *row, ps_rng *rng);
  bool hidden;    /* a matrix between hidden layers: Muon's, if the config says Muon */
  bool auxiliary; /* an auxiliary loss's own: no answer depends on it */
  bool product;   /* its gradient is one product of a linear layer (in_proj: of two, half each), and nothing else */
  size_t offset;  /* floats from the start of its family (weights, gradients, moments) */
  size_t count;
} ps_tensor_row;

/* y = x W^T + b with W (out, in), as two entries of the table and W's packed copies for the forward and backward
 * product. */
typedef struct ps_linear {
  size_t weight, bias; /* offsets; bias PS_NONE if there is none */
  int in, out;
  bool product;                           /* the weight's row says so */
  size_t packed_forward, packed_backward; /* offsets in the packed block */
} ps_linear;

#define PS_NONE SIZE_MAX

enum { PS_NO_LAYER = -1 };
enum { PS_TENSORS_MAX = 16 * PS_LAYERS_MAX + 8, PS_LINEARS_MAX = 6 * PS_LAYERS_MAX + 2 };

typedef struct ps_norm {
  size_t weight, bias; /* bias PS_NONE: an RMSNorm */
} ps_norm;

/* The tables every architecture's input is looked up in; PS_NONE where the config has none. */
typedef struct ps_embeddings {
  size_t tokens, parents, children, places;
} ps_embeddings;

/* Where the transformer's tensors are. */
typedef struct ps_transformer {
  ps_embeddings embeddings;
  struct {
    ps_norm before_attention, before_mlp;
    ps_linear query, key, value, projection, expand, contract;
  } layer[PS_LAYERS_MAX];
} ps_transformer;

/* Where Mamba's tensors are. in_proj is one tensor and two linears: its upper half makes the convolution's input, its
 * lower half the gate, which the last layer wants of fewer positions. */
typedef struct ps_mamba {
  ps_embeddings embeddings;
  struct {
    size_t norm;
    ps_linear input, gate, select, step, output; /* in_proj twice, x_proj, dt_proj, out_proj */
    size_t conv_weight, conv_bias, a_log, skip;
  } layer[PS_LAYERS_MAX];
} ps_mamba;

typedef struct ps_model {
  const ps_config *config;
  const ps_kernels *kernels;
  const struct ps_architecture_row *architecture;
  int tensors, linears;
  ps_tensor_row tensor[PS_TENSORS_MAX];
  const ps_linear *linear[PS_LINEARS_MAX];
  size_t floats;        /* of one family, the table's gaps included */
  size_t packed_floats; /* of the packed block */
  int rotary;           /* columns of the rotary tables, half a head's width; 0: no such tables */
  float *weights, *packed;
  float *cosines, *sines; /* rotary tables (input length, rotary), or NULL */
  ps_norm final;          /* before the head */
  ps_linear head;         /* turns `hidden` into logits */
  ps_linear auxiliary;    /* turns it into the auxiliary loss's logits; out = 0: there is none */
  union {                 /* the architecture's own */
    ps_transformer transformer;
    ps_mamba mamba;
  };
} ps_model;

/* Where a backward pass leaves its gradients: in one family or, so that large matrices need neither zeroing nor adding
 * up, in two. */
typedef struct ps_gradients {
  float *sums;     /* gradients are added to it, but for the rows marked `product` */
  float *products; /* those rows' gradients are put into it or added to it, as mode says */
  ps_gemm_mode mode;
} ps_gradients;

/* One thread's memory for up to `sequences` sequences: activations, their gradients, scratch. */
typedef struct ps_workspace {
  int sequences;
  float *last;        /* (sequences, positions looked at, width) the trunk's output; the architecture places it */
  float *mean, *rstd; /* (sequences, positions looked at) the final norm's */
  float *hidden;      /* (sequences, positions looked at, width) the trunk's output, normed: what the head reads */
  float *logits;      /* (sequences, positions looked at, vocabulary); backward takes their gradient here */
  float *auxiliary; /* (sequences, positions looked at, vocabulary) the same of the auxiliary loss; NULL without one */
  float *dlast;     /* (sequences, positions, width) backward hands the gradient of `last` to the architecture here */
  float *dhidden;   /* (sequences, positions, width) gradient of `hidden`; then the architecture's scratch */
  float *scratch;   /* the architecture's: enough for gemm_outer of `width` columns */
  void *state;      /* the architecture's own */
} ps_workspace;

/* A stretch of positions to compute, of `sequences` sequences of `time` tokens.
 *
 * Forward with first > 0 continues the sequences that the workspace computed last: `sequences` and `time` are as then,
 * positions 0..first-1 have been computed, and what they left (keys and values; or states and the convolution's inputs)
 * is still there. Computing a position again writes over what it left, and over nothing before it, so one prefix can be
 * continued several times. Where positions see later ones (ps_says_in_place()) a span is always whole: first is 0, and
 * end is `time`. A continuation starts among the targets, ps_prefix_length() <= first: an architecture need
 * not keep what earlier positions would need to start from. */
typedef struct ps_span {
  const ps_token *x; /* (sequences, time) */
  int sequences, time;
  int first, end; /* positions first..end-1 are computed */
  int look;       /* logits are wanted of positions look..end-1; first <= look < end */
} ps_span;

typedef struct ps_architecture_row {
  /* Fills the tensor table and the linears, the final norm and the head with them, and says how wide the rotary tables
   * are if it reads any. */
  void (*describe)(ps_model *model);
  /* Places its part of a workspace: last, scratch, state. With a counting arena it only measures. */
  void (*workspace)(ps_workspace *workspace, ps_arena *arena, const ps_model *model, int sequences);
  /* Computes `last`. */
  void (*forward)(const ps_model *model, ps_workspace *workspace, const ps_span *span);
  /* Goes back from dlast, after forward of the same span with first = 0. */
  void (*backward)(const ps_model *model, ps_workspace *workspace, const ps_gradients *gradients, const ps_span *span);
  /* attention (layers, heads, looked at, time): what the positions looked at gave every input in the forward of the
   * same span, of one sequence with first = 0. NULL: an architecture without attention. */
  void (*attention)(float *attention, const ps_model *model, const ps_workspace *workspace, const ps_span *span);
  /* Floating-point operations of forward and backward of a span from 0, the head's left out. */
  double (*flops)(const ps_model *model, const ps_span *span);
} ps_architecture_row;

extern const ps_architecture_row ps_transformer_row, ps_mamba_row;

/* ---- head.c: a whole model, trunk and head ---- */

/* Places a workspace; with a counting arena only measures. */
void ps_model_workspace(ps_workspace *workspace, ps_arena *arena, const ps_model *model, int sequences);
/* Computes the logits of the span. */
void ps_model_forward(const ps_model *model, ps_workspace *workspace, const ps_span *span);
/* Computes the auxiliary loss's logits, after ps_model_forward(); does nothing without such a loss. Only training calls
 * it. */
void ps_model_auxiliary_forward(const ps_model *model, ps_workspace *workspace, const ps_span *span);
/* Goes back from the gradients of both logits, after both forwards of the same span with first = 0. */
void ps_model_backward(const ps_model *model, ps_workspace *workspace, const ps_gradients *gradients,
                       const ps_span *span);
/* Floating-point operations of forward and backward of a span from 0, the auxiliary loss's included. */
double ps_model_flops(const ps_model *model, const ps_span *span);

/* ---- model.c ---- */

/* The table, for a config and kernel set; `config` must stay. */
void ps_model_describe(ps_model *model, const ps_config *config, const ps_kernels *kernels);
/* Places weights, packed copies and tables. */
void ps_model_place(ps_model *model, ps_arena *arena);
/* Draws the initial weights; a tensor's numbers depend on seed, its place in the table (an auxiliary one's: among
 * those), and nothing else. */
void ps_model_initialise(ps_model *model);
/* Renews the packed copies of one linear, after its weights changed. */
void ps_model_pack(const ps_model *model, const ps_linear *linear);

/* For `describe`: appends the row layers.`layer`.`module`.`parameter` (PS_NO_LAYER: `module`.`parameter`) and returns
 * its offset. Shape entries after the rank are ignored. */
size_t ps_model_add(ps_model *model, int layer, const char *module, const char *parameter, ps_tensor_row row);
/* Registers a linear whose weight and bias (or PS_NONE) are in the table already. */
void ps_model_link(ps_model *model, ps_linear *linear, int out, int in, size_t weight, size_t bias);
/* Appends a hidden matrix and its bias, if `biased`, and registers their linear. */
void ps_model_add_linear(ps_model *model, ps_linear *linear, int layer, const char *module, int out, int in,
                         double deviation, bool biased);

/* For `describe`: the first rows of the table, embed_tokens, embed_parents, embed_children and pos_encoding, as layout
 * and positions want them. */
void ps_model_add_embeddings(ps_model *model, ps_embeddings *embeddings);
/* For `describe`: the last row of the table, lm_head; no row where embed_tokens is the head too. */
void ps_model_add_head(ps_model *model, const ps_embeddings *embeddings);
/* After `describe`, so that no other row's place or numbers depend on it: the objective's auxiliary matrix, if any. */
void ps_model_add_auxiliary(ps_model *model);
/* out (sequences, first..end-1, width) */
void ps_embeddings_forward(const ps_model *model, const ps_embeddings *embeddings, float *out, const ps_span *span);
/* Adds to gradients from dout (sequences, time, width). */
void ps_embeddings_backward(const ps_model *model, const ps_embeddings *embeddings, float *gradients, const float *dout,
                            const ps_span *span);

/* out (sequences, asked, width) <- the last `asked` of each sequence's `positions` rows of x */
void ps_rows_gather(float *out, const float *x, int sequences, int positions, int asked, int width);
/* The way back: *x (sequences, asked, width) becomes (sequences, positions, width), zeros but in the last rows. The
 * result is made in *spare, and the two are swapped. */
void ps_rows_widen(float **x, float **spare, int sequences, int positions, int asked, int width);

/* out (sequences, time, linear->out) at the span's positions <- x (sequences, first..end-1, in) W^T + b */
void ps_linear_forward_at(const ps_model *model, const ps_linear *linear, float *out, const float *x,
                          const ps_span *span);
/* y (rows, out) = or += x (rows, in) W^T + b; strides are the rows' */
void ps_linear_forward(const ps_model *model, const ps_linear *linear, float *y, ptrdiff_t y_row, const float *x,
                       ps_gemm_mode mode, int rows);
/* dx (rows, in) = or += dy (rows, out) W */
void ps_linear_input_backward(const ps_model *model, const ps_linear *linear, float *dx, const float *dy,
                              ps_gemm_mode mode, int rows);
/* dW = or += dy^T x, db += column sums of dy; x (rows, in), scratch as gemm_outer_scratch() says */
void ps_linear_weight_backward(const ps_model *model, const ps_linear *linear, const ps_gradients *gradients,
                               const float *dy, const float *x, ptrdiff_t x_row, float *scratch, int rows);

#endif
