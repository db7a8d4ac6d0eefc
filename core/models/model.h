/* What a model is to the floors above: one tensor table, and an architecture's row of functions. Adding an architecture
 * is adding a file and a row in model.c; nothing else asks which one it is. */
#ifndef PS_MODEL_H
#define PS_MODEL_H

#include "ground/arena.h"
#include "ground/rng.h"
#include "kernels/kernels.h"
#include "objectives/objective.h"

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
  bool slots;     /* a table of slots */
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
/* Blocks of the trunk, and after them those of an auxiliary loss's heads, which bring six tensors and a linear more. A
 * pretrained model has more blocks, and no heads. */
enum { PS_HEADS_MAX = PS_PATH_MAX - 1, PS_WITH_HEADS_MAX = PS_LAYERS_MAX + PS_HEADS_MAX };
enum { PS_BLOCKS_MAX = (int)PS_TRUNK_MAX > (int)PS_WITH_HEADS_MAX ? (int)PS_TRUNK_MAX : (int)PS_WITH_HEADS_MAX };
enum { PS_TENSORS_MAX = 16 * PS_BLOCKS_MAX + 6 * PS_HEADS_MAX + 15 };
enum { PS_LINEARS_MAX = 6 * PS_BLOCKS_MAX + PS_HEADS_MAX + 4 };

typedef struct ps_norm {
  size_t weight, bias; /* bias PS_NONE: an RMSNorm */
} ps_norm;

/* The tables every architecture's input is looked up in; PS_NONE where the config has none. */
typedef struct ps_embeddings {
  size_t tokens, parents, children, places, slots, asked;
} ps_embeddings;

/* Where the transformer's tensors are. */
typedef struct ps_transformer {
  ps_embeddings embeddings;
  struct {
    ps_norm before_attention, before_mlp;
    ps_linear query, key, value, projection, expand, contract;
  } layer[PS_BLOCKS_MAX];
} ps_transformer;

/* Where Mamba's tensors are. in_proj is one tensor and two linears: its upper half makes the convolution's input, its
 * lower half the gate, which the last layer wants of fewer positions. */
typedef struct ps_mamba {
  ps_embeddings embeddings;
  struct {
    size_t norm;
    ps_linear input, gate, select, step, output; /* in_proj twice, x_proj, dt_proj, out_proj */
    size_t conv_weight, conv_bias, a_log, skip;
  } layer[PS_BLOCKS_MAX];
} ps_mamba;

/* Where the tensors of a network from one hidden state to the next are: a norm and three linears. */
typedef struct ps_rollout {
  ps_norm norm;
  ps_linear first, second, third;
} ps_rollout;

/* Where the tensors of the way into a chained head's block are: two norms and a linear. */
typedef struct ps_entrance {
  ps_norm hidden, token;
  ps_linear joint;
} ps_entrance;

typedef struct ps_model {
  const ps_config *config;
  const ps_kernels *kernels;
  const struct ps_architecture_row *architecture;
  const struct ps_own_row *own; /* what the auxiliary loss has of its own; NULL: there is none */
  int blocks;                   /* of the trunk and of the auxiliary loss's heads */
  int tensors, linears;
  ps_tensor_row tensor[PS_TENSORS_MAX];
  const ps_linear *linear[PS_LINEARS_MAX];
  size_t floats;        /* of one family, the table's gaps included */
  size_t packed_floats; /* of the packed block */
  int rotary;           /* columns of the rotary tables, half a head's width; 0: no such tables */
  float *weights, *packed;
  float *cosines, *sines;    /* rotary tables (input length, rotary), or NULL */
  ps_norm final;             /* before the head */
  ps_linear head;            /* turns `hidden` into logits */
  ps_embeddings *embeddings; /* the architecture's */
  union {                    /* the architecture's own */
    ps_transformer transformer;
    ps_mamba mamba;
  };
  union { /* the auxiliary loss's own */
    ps_linear matrix;
    ps_rollout rollout;
    ps_entrance entrance[PS_HEADS_MAX];
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
  float *dlast;       /* (sequences, positions, width) backward hands the gradient of `last` to the architecture here */
  float *dhidden;     /* (sequences, positions, width) gradient of `hidden`; then the architecture's scratch */
  float *scratch;     /* the architecture's: enough for gemm_outer of `width` columns */
  void *state;        /* the architecture's own */
  void *own;          /* the auxiliary loss's own */
} ps_workspace;

/* What a question does to parts of the trunk, as ps_model_part() numbers them; training never does. */
typedef struct ps_surgery {
  const bool *parts; /* (parts) which ones */
  /* Of an even number of sequences, the second half is left whole: there each of the first half takes the outputs of its
   * parts from, position by position. Else the parts of all sequences are switched off. */
  bool patched;
} ps_surgery;

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
  int first, end;            /* positions first..end-1 are computed */
  int look;                  /* logits are wanted of positions look..end-1; first <= look < end */
  const ps_surgery *surgery; /* NULL: none */
} ps_span;

/* Where a block of a workspace reads and writes. */
typedef struct ps_block_ends {
  float *x;   /* (sequences, positions, width) */
  float *out; /* (sequences, positions looked at, width) */
} ps_block_ends;

/* The gradients that a block's way back works on, (sequences, positions, width) each; the three may change places. */
typedef struct ps_block_gradients {
  float *dx; /* that of `out`, and then that of `x` */
  float *scratch, *spare;
} ps_block_gradients;

/* A model's trunk is blocks of one kind, numbered from 0; from number `layers` on they are those of an auxiliary loss's
 * heads, each with an input of its own. */
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
  /* Appends the rows of one block. */
  void (*describe_block)(ps_model *model, int block);
  ps_block_ends (*block_ends)(const ps_workspace *workspace, int block);
  /* From x to out, and back; `span` may be any whole one, its tokens are not read. */
  void (*block_forward)(const ps_model *model, ps_workspace *workspace, int block, const ps_span *span);
  void (*block_backward)(const ps_model *model, ps_workspace *workspace, int block, ps_block_gradients *at_work,
                         const ps_gradients *gradients, const ps_span *span);
  /* Floating-point operations of both, of a span from 0. */
  double (*block_flops)(const ps_model *model, const ps_span *span);
} ps_architecture_row;

extern const ps_architecture_row ps_transformer_row, ps_mamba_row;

/* What an auxiliary loss has of its own. Training alone calls these, but for describe and workspace. */
typedef struct ps_own_row {
  bool through_head; /* it trains the head and the final norm too, which then have more than one gradient */
  /* Appends its rows of the tensor table, marked `auxiliary`. */
  void (*describe)(ps_model *model);
  /* Places its part of a workspace; with a counting arena it only measures. */
  void (*workspace)(ps_workspace *workspace, ps_arena *arena, const ps_model *model, int sequences);
  /* After the forward of the same span, whose logits are still there: the loss summed over the rows whose y counts, in
   * nats, unweighted. Keeps its gradient times rows->scale for backward. */
  double (*loss)(const ps_model *model, ps_workspace *workspace, const ps_span *span, const ps_loss_rows *rows);
  /* Adds the gradient of the hidden states to workspace->dhidden, or that of the trunk's output to dlast, and that of its
   * own tensors to `gradients`. */
  void (*backward)(const ps_model *model, ps_workspace *workspace, const ps_gradients *gradients, const ps_span *span);
  /* Floating-point operations of both. */
  double (*flops)(const ps_model *model, const ps_span *span);
} ps_own_row;

extern const ps_own_row ps_own_matrix_row, ps_own_rollout_row, ps_own_blocks_row;

/* ---- head.c: a whole model, trunk and head ---- */

/* Places a workspace; with a counting arena only measures. */
void ps_model_workspace(ps_workspace *workspace, ps_arena *arena, const ps_model *model, int sequences);
/* Computes the logits of the span. */
void ps_model_forward(const ps_model *model, ps_workspace *workspace, const ps_span *span);
/* The auxiliary loss, its weight included, after ps_model_forward(); 0 without such a loss. Only training calls it. */
double ps_model_auxiliary_loss(const ps_model *model, ps_workspace *workspace, const ps_span *span,
                               const ps_loss_rows *rows);
/* Goes back from the gradients of both losses, after both were computed of the same span with first = 0: that of the
 * logits is in their place. */
void ps_model_backward(const ps_model *model, ps_workspace *workspace, const ps_gradients *gradients,
                       const ps_span *span);
/* Floating-point operations of forward and backward of a span from 0, the auxiliary loss's included. */
double ps_model_flops(const ps_model *model, const ps_span *span);

/* ---- trunk_parts.c ---- */

/* How many parts of the trunk a surgery can change, and the i-th of them: layer by layer the heads and then the MLP, where
 * there is one; or, of an architecture without attention, the mixers. */
int ps_model_parts(const ps_model *model);
ps_part ps_model_part(const ps_model *model, int i);
/* Does the span's surgery to part `part` of layer `layer`, whose output is `columns` columns of x (sequences, positions,
 * row), from which a matrix makes what is added to the residual stream. False: it is switched off, and is to add
 * nothing. */
bool ps_surgery_on(float *x, const ps_model *model, const ps_span *span, int layer, int part, int positions, int row,
                   int columns);

/* ---- model.c ---- */

/* Refuses a model for which the library was built without a part (ground/parts.h); no other function here asks. */
ps_status ps_model_is_here(const ps_config *config, ps_message *why);
/* The table, for a config and kernel set; `config` must stay. */
void ps_model_describe(ps_model *model, const ps_config *config, const ps_kernels *kernels);
/* Places weights, packed copies and tables. */
void ps_model_place(ps_model *model, ps_arena *arena);
/* Draws the initial weights; a tensor's numbers depend on seed, its place in the table (an auxiliary one's and a table of
 * slots': among those), and nothing else. */
void ps_model_initialise(ps_model *model);
/* Renews the packed copies of one linear, after its weights changed. */
void ps_model_pack(const ps_model *model, const ps_linear *linear);

/* For `describe`: appends the row layers.`layer`.`module`.`parameter` (PS_NO_LAYER: `module`.`parameter`) and returns
 * its offset. From number `layers` on a layer is a head's, mtp.`number`, and its rows are auxiliary. Shape entries after
 * the rank are ignored. */
size_t ps_model_add(ps_model *model, int layer, const char *module, const char *parameter, ps_tensor_row row);
/* Registers a linear whose weight and bias (or PS_NONE) are in the table already. */
void ps_model_link(ps_model *model, ps_linear *linear, int out, int in, size_t weight, size_t bias);
/* Appends the weight of a norm and its bias, if `biased`: a layer norm has one, an RMSNorm none. */
ps_norm ps_model_add_norm(ps_model *model, int layer, const char *module, bool biased);
/* Appends a hidden matrix and its bias, if `biased`, and registers their linear. */
void ps_model_add_linear(ps_model *model, ps_linear *linear, int layer, const char *module, int out, int in,
                         double deviation, bool biased);

/* For `describe`: the first rows of the table, embed_tokens, embed_parents, embed_children and pos_encoding, as layout
 * and positions want them. */
void ps_model_add_embeddings(ps_model *model, ps_embeddings *embeddings);
/* Appends the last rows of a model that says targets in any order, embed_slots and embed_asked. */
void ps_model_add_slots(ps_model *model);
/* For `describe`: the last row of the table, lm_head; no row where embed_tokens is the head too. */
void ps_model_add_head(ps_model *model, const ps_embeddings *embeddings);
/* out (sequences, first..end-1, width) */
void ps_embeddings_forward(const ps_model *model, const ps_embeddings *embeddings, float *out, const ps_span *span);
/* The same of whole sequences, without the table of places. */
void ps_embeddings_of_tokens(const ps_model *model, float *out, const ps_span *span);
/* And the way back. */
void ps_embeddings_of_tokens_backward(const ps_model *model, float *gradients, const float *dout, const ps_span *span);
/* Adds to gradients from dout (sequences, time, width). */
void ps_embeddings_backward(const ps_model *model, const ps_embeddings *embeddings, float *gradients, const float *dout,
                            const ps_span *span);

/* The norm of x (rows, width) as the final one is, of its kind: `out`, mean (a layer norm's alone) and rstd (rows) are set,
 * dx is added to. */
void ps_norm_forward(const ps_model *model, ps_norm norm, float *out, float *mean, float *rstd, const float *x,
                     int rows);
void ps_norm_backward(const ps_model *model, ps_norm norm, float *dx, const ps_gradients *gradients, const float *dout,
                      const float *x, const float *mean, const float *rstd, int rows);

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
