/* Pathstar: path-star graphs, tiny sequence models, and the training objectives that do or do not teach them to plan.
 *
 * This is the library's only public header. Reading order is the way of the data: config, graph, run, questions.
 *
 * House rules, true of every function here:
 * - No I/O, no globals, no exit. Bytes in, bytes out, a status back. Where `why` is given (it may be NULL) a failure
 *   writes the reason there, with a sentence that names the field, its value and the allowed range; nothing is half-changed.
 * - Functions that write text return its length without the NUL, as snprintf does, and cut it at `capacity`.
 * - A run is a value: the same config (seed included), training graphs and step give the same bits on any number of
 *   threads and on any machine of the same numeric mode (fused multiply-add or not). ps_run_digest() is how two people
 *   compare.
 */
#ifndef PATHSTAR_H
#define PATHSTAR_H

#include <stddef.h>
#include <stdint.h>

#define PS_VERSION "0.1.0"

enum { PS_DEGREE_MAX = 20, PS_PATH_MAX = 20, PS_LABELS_MAX = 512, PS_EDGES_MAX = PS_DEGREE_MAX * (PS_PATH_MAX - 1) };
enum { PS_LAYERS_MAX = 12, PS_STATE_MAX = 64, PS_CONV_MAX = 8 };

/* Pretrained GPT-2, which the native program alone trains: the page's modules are built without it (PS_PRETRAINED=0). Its
 * largest size here is Large. */
#ifndef PS_PRETRAINED
#define PS_PRETRAINED 1
#endif
enum { PS_GPT2_LAYERS_MAX = 36, PS_GPT2_HEADS_MAX = 20, PS_GPT2_WIDTH_MAX = 1280 };
enum { PS_GPT2_VOCABULARY_MAX = 1 << 16, PS_GPT2_CONTEXT_MAX = 1 << 12 };
enum { PS_TRUNK_MAX = PS_PRETRAINED ? PS_GPT2_LAYERS_MAX : PS_LAYERS_MAX };
/* Tokens of a path: its nodes, with commas between them in GPT-2's text. */
enum { PS_TARGETS_MAX = PS_PRETRAINED ? 2 * PS_PATH_MAX - 1 : PS_PATH_MAX };

/* Runs that are cut over several processes, which the native program alone has: the page's modules are built without them
 * (PS_RANKS=0). */
#ifndef PS_RANKS
#define PS_RANKS 1
#endif

typedef enum ps_status {
  PS_OK = 0,
  PS_INVALID_CONFIG,   /* a config field is unknown, out of range, or at odds with another */
  PS_INVALID_ARGUMENT, /* any other argument is wrong */
  PS_MALFORMED_TEXT,   /* a graph line does not parse, or is no path-star graph */
  PS_MALFORMED_FILE,   /* checkpoint bytes are cut, inconsistent, or of another config */
  PS_OUT_OF_MEMORY,    /* the arena could not be allocated; ps_run_memory() tells its size beforehand */
  PS_DIVERGED          /* a loss, gradient or answer is not finite; see ps_run_step() and ps_run_evaluate() */
} ps_status;

/* Why something was refused. It owns all of its text; a text that is too long is cut between characters of UTF-8. */
typedef struct ps_message {
  char text[320];       /* the sentence in English; empty where the library was built with PS_SENTENCES=0 */
  int id, within;       /* which refusal, and inside which other one or 0; ps_message_json() has their names */
  char fields[64];      /* names of the settings or arguments at fault, separated by spaces */
  char arguments[2900]; /* what fills the sentence's slots, in their order: a JSON array of texts and numbers */
} ps_message;

/* {"id":"TEXT_NOT_CHOICE","within":"","fields":["layout"],"arguments":["paper, pairs, edge","x"]}: for callers that
 * have the sentences in another language. An id keeps its meaning from version to version. */
size_t ps_message_json(char *json, size_t capacity, const ps_message *message);

/* ---- Config: everything that decides a run's bits. Names, ranges, defaults and help texts: ps_describe(). ---- */

typedef enum { PS_PAPER, PS_PAIRS, PS_EDGE } ps_layout;
typedef enum { PS_EDGES_SHUFFLED, PS_EDGES_BY_ARM } ps_edge_order;
typedef enum { PS_QUESTION_LAST, PS_QUESTION_FIRST } ps_question;
/* Training objectives, a row each: from here come the enum, the names of the config's choice, and what each asks for, in the
 * words of core/objectives/objective.h: what is shown of the targets, the goal named, where paths are written from, which targets
 * count, their loss, how a path is said. HEADED: with an auxiliary loss, which has tensors of its own and the config's
 * aux_weight. The order stays: a new one is the last. */
#define PS_OBJECTIVES(PLAIN, HEADED)                                                                                   \
  PLAIN(PS_TEACHER_FORCING, teacher_forcing, TARGETS, GOAL, START, every_target, cross_entropy, IN_TURN)               \
  PLAIN(PS_TEACHERLESS, teacherless, DUMMIES, GOAL, START, every_target, cross_entropy, AT_ONCE)                       \
  PLAIN(PS_REVERSE, reverse, TARGETS, GOAL, GOAL, every_target, cross_entropy, IN_TURN)                                \
  HEADED(PS_TOP, top, TARGETS, GOAL, START, every_target, cross_entropy, IN_TURN)                                      \
  PLAIN(PS_MASKED, masked, SOME, GOAL, START, every_target, cross_entropy, IN_TURN)                                    \
  PLAIN(PS_HYBRID, hybrid, ALL_OR_NONE, GOAL, START, every_target, cross_entropy, IN_TURN)                             \
  PLAIN(PS_FIRST_ONLY, first_only, TARGETS, GOAL, START, first_step, cross_entropy, IN_TURN)                           \
  PLAIN(PS_WITHOUT_FIRST, without_first, TARGETS, GOAL, START, not_first_step, cross_entropy, IN_TURN)                 \
  HEADED(PS_MTP_LINEAR, mtp_linear, TARGETS, GOAL, START, every_target, cross_entropy, IN_TURN)                        \
  HEADED(PS_FSP_BOW, fsp_bow, TARGETS, GOAL, START, every_target, cross_entropy, IN_TURN)                              \
  PLAIN(PS_WAYPOINT, waypoint, TARGETS, WAYPOINT, START, every_target, cross_entropy, IN_TURN)                         \
  HEADED(PS_NEXTLAT, nextlat, TARGETS, GOAL, START, every_target, cross_entropy, IN_TURN)                              \
  PLAIN(PS_MLM, mlm, REST, GOAL, START, every_target, cross_entropy, SUREST)                                           \
  HEADED(PS_MTP_BLOCK, mtp_block, TARGETS, GOAL, START, every_target, cross_entropy, IN_TURN)                          \
  HEADED(PS_MTP_CHAIN, mtp_chain, TARGETS, GOAL, START, every_target, cross_entropy, IN_TURN)                          \
  PLAIN(PS_ANY_ORDER, any_order, SHUFFLED, GOAL, START, every_target, cross_entropy, IN_TURN)                          \
  PLAIN(PS_RITF, ritf, TARGETS, GOAL, START, every_target, ps_ritf_loss, IN_TURN)

#define PS_VALUE(value, ...) value,
typedef enum { PS_OBJECTIVES(PS_VALUE, PS_VALUE) } ps_objective;
#undef PS_VALUE
typedef enum { PS_MASK_EACH, PS_MASK_UNIFORM, PS_MASK_SPAN } ps_mask;
typedef enum { PS_TRANSFORMER, PS_MAMBA } ps_architecture;
typedef enum { PS_POSITIONS_NONE, PS_POSITIONS_LEARNED } ps_positions;
typedef enum { PS_INIT_REFERENCE, PS_INIT_FAN_IN } ps_init;
typedef enum { PS_ADAMW, PS_MUON } ps_optimizer_kind;
typedef enum { PS_CONSTANT, PS_COSINE } ps_schedule;

typedef struct ps_config {
  int degree, path_length, labels;
  int layout, edge_order, question, objective, architecture; /* the enums above */
  int layers, heads, width, mlp_ratio, tied_head, biases, positions, rope, expand, state, conv, init;
  int batch, train_graphs, goals; /* train_graphs = 0: a fresh graph every time */
  int optimizer;
  double learning_rate, muon_learning_rate;
  int warmup, schedule, schedule_steps; /* steps; the cosine reaches zero at schedule_steps */
  double weight_decay, clip, beta1, beta2, epsilon;
  int mask, horizon, rank_said; /* of masked; of the mtp objectives; of ritf */
  double mask_rate, aux_weight; /* of masked and hybrid; of the auxiliary loss */
  double seed;                  /* an integer in 0..4294967295 */
  /* Of pretrained GPT-2 alone, and no options: rows of its tables of tokens and of places; 0: no such model. With them the
   * model may be as large as the limits above say, its shape is GPT-2's, the layout is `paper` with its commas as tokens,
   * and the objective is one that has no second loss and says nothing in place. */
  int vocabulary, context;
} ps_config;

void ps_config_default(ps_config *config);
/* Overlays the named preset's fields on the defaults. */
ps_status ps_config_preset(ps_config *config, const char *preset, ps_message *why);
/* Sets one field from text ("32", "1e-3", "true", "teacherless"); checks its own range only. */
ps_status ps_config_set(ps_config *config, const char *name, const char *value, ps_message *why);
/* Writes one field as the text ps_config_set() reads back to the same value; length 0 if there is no such field. */
size_t ps_config_get(char *text, size_t capacity, const ps_config *config, const char *name);
/* Checks every range, and what the fields that the architecture reads demand of one another (labels >= 1 + degree
 * (path_length - 1), ...). */
ps_status ps_config_validate(const ps_config *config, ps_message *why);
/* One JSON object, field names as keys, in the table's order. */
size_t ps_config_json(char *json, size_t capacity, const ps_config *config);
/* The library's description of itself: {version, options: [{name, type, minimum, maximum, default, choices, group,
 * help, when}], presets: [{name, title, note, config}], metrics}. Flags, forms, URLs and docs are made from it. `when`
 * holds the values of other options without which this one is not read: {architecture: "mamba"}, or {}. */
size_t ps_describe(char *json, size_t capacity);

/* ---- Graphs (Bachmann & Nagarajan 2024, section 4.1) ---- */

typedef enum { PS_TRAIN, PS_HELD_OUT } ps_split;

typedef struct ps_graph {
  int degree, path_length, labels;
  int goal_arm;
  int16_t arms[PS_DEGREE_MAX][PS_PATH_MAX]; /* (degree, path_length); [a][0] is the start, the last one the arm's end */
  int16_t edges[PS_EDGES_MAX][2];           /* (degree (path_length - 1), 2), parent first, in the order shown */
} ps_graph;

/* What graphs a config draws from; a plain value, made once, read by any thread. */
typedef struct ps_graph_space {
  int degree, path_length, labels, edge_order;
  uint64_t seed;
  uint64_t salt; /* of the split: chosen so that neither side is empty even in the smallest spaces */
} ps_graph_space;

ps_status ps_graph_space_init(ps_graph_space *space, const ps_config *config, ps_message *why);
/* A pure function of (space, split, index); constant memory and time. */
void ps_graph_generate(ps_graph *graph, const ps_graph_space *space, ps_split split, uint64_t index);
/* Which side of the split a graph is on: decided by its edge set alone (not by seed, edge order or goal). */
ps_split ps_graph_split(const ps_graph *graph, const ps_graph_space *space);
/* The reference's text format, without a line end: `3,1|3,2/3,2=3,2`. */
size_t ps_graph_print(char *text, size_t capacity, const ps_graph *graph);
/* Reads one line of it; the graph must have the config's degree and path_length and labels below config->labels.
 * `line_number` is quoted in the reason for refusal. */
ps_status ps_graph_parse(ps_graph *graph, const ps_config *config, const char *line, size_t length, long line_number,
                         ps_message *why);
/* Reads a text of one graph a line (the last line may lack its end): *count <- how many lines there are, and graphs
 * (capacity) <- as many of them as it holds, so that capacity 0 only counts. Refuses the first line that is no graph of
 * the config's kind, by its number. */
ps_status ps_graph_parse_lines(int *count, ps_graph *graphs, int capacity, const ps_config *config, const char *text,
                               size_t length, ps_message *why);
/* {start, goal, goal_arm, arms, edges, text, split, tokens: [{text, role, node, arm, target, position}]}; the tokens
 * are those the config's layout and objective show the model. */
size_t ps_graph_json(char *json, size_t capacity, const ps_graph *graph, const ps_config *config,
                     const ps_graph_space *space);

/* ---- Runs ---- */

typedef struct ps_run ps_run; /* one model in training: owned by the caller from create or load until destroy */

/* One run cut over processes. Each of them, a rank, has a run of the same config, training graphs and step in the same
 * numeric mode, and calls ps_run_step() (or ps_run_gradients(), ps_run_supervision()) as the others do. It computes its part
 * of the batch's shards; gradients and losses are summed in the tree of one process, so that all ranks end with the bits of
 * one. Evaluations and other questions are any one rank's own. */
typedef struct ps_ranks {
  int rank, ranks; /* this one, from 0; how many: a power of two, no more than the batch has shards */
  void *context;
  /* Sends to the rank `peer`, which makes the same call with this one as its peer, and receives what that sends. Returns when both
   * are done; where the peer is lost it must not return. Sizes may be 0. */
  void (*swap)(void *context, int peer, void *received, size_t received_bytes, const void *sent, size_t sent_bytes);
} ps_ranks;

/* NULL stands for one thread and the fastest kernels. */
typedef struct ps_run_options {
  int threads;           /* 1..64; rounded down to a power of two, and to the batch's shards; never changes the bits */
  const char *kernels;   /* NULL: the fastest this machine has; else a name from ps_kernels_name() */
  const ps_ranks *ranks; /* copied; NULL: this process alone; never changes the bits */
} ps_run_options;

/* The i-th kernel set (instruction set and numeric mode) this machine can run, the fastest first; NULL past the last. */
const char *ps_kernels_name(int i);
/* The numeric mode of a kernel set of any machine: 1 where multiply-add rounds once, 0 where it rounds twice; -1 if there
 * is no set of that name. */
int ps_kernels_fused(const char *name);

/* Does `rounds` rounds of multiply-adds on registers alone with the named set (NULL: the fastest) and returns how many
 * floating-point operations that was; 0 if there is no such set. Timing it gives the peak a kernel is measured against.
 */
double ps_kernels_peak(const char *kernels, int rounds);

/* Exact size in bytes of the one block a run of this config allocates (formula: training/run.c), which may be more than
 * there is. */
ps_status ps_run_memory(uint64_t *bytes, const ps_config *config, const ps_run_options *options, ps_message *why);
ps_status ps_run_create(ps_run **run, const ps_config *config, const ps_run_options *options, ps_message *why);
void ps_run_destroy(ps_run *run);

typedef struct ps_progress {
  int64_t step; /* optimiser steps done since the run was created (checkpoints included) */
  /* Mean over the targets of the last step's batch, in nats: cross-entropy or, of ritf, its hinge, a difference of logits.
   * NaN before the first since create or load. */
  double loss;
  double gradient_norm; /* global, before clipping, of the last step */
  double learning_rate; /* of the last step */
  /* What the objective's auxiliary loss adds to `loss`, its weight included: the gradient is that of the sum. 0 for an
   * objective without one, NaN where loss is. */
  double auxiliary;
} ps_progress;

/* Trains `steps` steps. On PS_DIVERGED the run goes back to the last weights whose loss was finite, and that are. */
ps_status ps_run_step(ps_run *run, int steps, ps_message *why);
/* Gives the run its training graphs: it trains on these instead of drawn ones, in the order of a fixed training set of
 * that size (train_graphs is not read), and is a value of config and graphs. The run borrows them: they must stay as they
 * are until the run is destroyed or given others. A checkpoint holds only the graphs' digest; a run that was loaded from
 * it takes no step before it is given the same graphs again. Once a run has taken a step, on drawn graphs or on others,
 * the call is refused. It does not ask on which side of the split the graphs are: ps_graph_split() tells. */
ps_status ps_run_give_graphs(ps_run *run, const ps_graph *graphs, int count, ps_message *why);
/* 16 hexadecimal digits over the given graphs, or over those that a loaded run waits for; "" where graphs are drawn.
 * Valid as long as the run. */
const char *ps_run_given_digest(const ps_run *run);
ps_progress ps_run_progress(const ps_run *run);
const ps_config *ps_run_config(const ps_run *run);     /* valid as long as the run */
const ps_graph_space *ps_run_space(const ps_run *run); /* valid as long as the run */
int ps_run_input_length(const ps_run *run);            /* tokens of a training input, as ps_graph_json() lists them */
int ps_run_threads(const ps_run *run);                 /* how many threads it really uses */
const char *ps_run_kernels(const ps_run *run);         /* the kernel set in use */
/* How many numbers a run of a valid config trains, and how many of those its answers depend on: all but an auxiliary
 * loss's own. */
typedef struct ps_parameters {
  uint64_t training, inference;
} ps_parameters;
ps_parameters ps_config_parameters(const ps_config *config);
/* Floating-point operations of one training step, counting only those done (causal halves, pruned last layer). */
double ps_run_flops(const ps_run *run);
double ps_config_flops(const ps_config *config); /* the same, of a valid config without its run */

/* What the first of several ranks would do in a step: counted, not measured. */
typedef struct ps_rank_work {
  int shards;      /* that it computes */
  double flops;    /* of those */
  double repeated; /* floating-point operations of the optimiser that ps_run_flops() counts, done by every rank */
  double bytes;    /* that it sends; it receives as many */
  int swaps;       /* calls of ps_ranks.swap, one after another */
} ps_rank_work;
/* `ranks` as in ps_ranks; the run itself may have any number of them. */
ps_status ps_run_rank_work(ps_rank_work *work, const ps_run *run, int ranks, ps_message *why);
/* 16 hexadecimal digits over every weight's bits, then "-fma" or "-nofma", the numeric mode. */
void ps_run_digest(char digest[24], const ps_run *run);

/* ---- Questions ---- */

/* The target position (0-based) of the path's node that is `depth` edges from the start, in the order in which the
 * objective writes the path. Depth 1 is the first step, the only choice. */
int ps_target_position(const ps_config *config, int depth);
/* 95 % score interval of a share of `successes` in `trials` > 0 (Wilson 1927). */
void ps_wilson_interval(double *low, double *high, int successes, int trials);

/* A run has solved its task where it walks at least this share of held-out graphs. */
#define PS_SOLVED 0.95

/* Everything that an evaluation measures, a row each: from here come the struct, what ps_metrics_pack() writes, the
 * description, and so the program's JSON, a sweep's records and tables, the page's columns and what it keeps.
 * ONE(name, unit, curve, help) is one number, EACH(name, unit, curve, help) one for each target position. Shares
 * are of the held-out graphs asked; a share is NaN where it is not defined. A sweep keeps a metric with `curve` set at
 * every evaluation, the others only at the end. */
#define PS_METRICS(ONE, EACH)                                                                                          \
  ONE(graphs, "graphs", 0, "Graphs asked.")                                                                            \
  ONE(path_correct, "graphs", 0, "Graphs walked from start to goal without a fault, decoding freely.")                 \
  ONE(loss, "nats", 1,                                                                                                 \
      "Loss a target token, true previous tokens given: nats of cross-entropy or, of ritf, its hinge of logits.")      \
  ONE(first_step, "share", 0, "Accuracy of the first step, true previous tokens given.")                               \
  ONE(later, "share", 0,                                                                                               \
      "The least accuracy of a node after the first step, true previous tokens given; none for paths of two nodes.")   \
  ONE(margin, "nats", 1,                                                                                               \
      "Decision margin: logit of the true first step minus the largest other logit, true previous tokens given; mean " \
      "over the graphs.")                                                                                              \
  ONE(margin_low, "nats", 1,                                                                                           \
      "Lower quartile of the decision margins, one of them; where more than 16384 graphs are asked, of one in so "     \
      "many.")                                                                                                         \
  ONE(margin_high, "nats", 1, "Upper quartile of the decision margins, likewise.")                                     \
  ONE(said_arm, "share", 0,                                                                                            \
      "Share of graphs where a wrong arm's first node is said at the first step, true previous tokens given.")         \
  ONE(said_path, "share", 0, "Share where another node of the path than the first step and the goal is said there.")   \
  ONE(said_goal, "share", 0, "Share where the goal is said there and is not the first step.")                          \
  ONE(said_else, "share", 0, "Share where anything else is said there; with first_step the four add up to 1.")         \
  ONE(path, "share", 1, "Share of graphs walked from start to goal without a fault, decoding freely.")                 \
  ONE(path_low, "share", 0, "Lower end of the path's 95 % interval.")                                                  \
  ONE(path_high, "share", 0, "Upper end of the path's 95 % interval.")                                                 \
  ONE(hans, "share", 1,                                                                                                \
      "Share of graphs where the model, handed a wrong arm's node as target position 2 (the first step where the "     \
      "path is written from its start), follows that arm to its end; none for teacherless, one arm or two nodes.")     \
  ONE(hans_inner, "share", 1,                                                                                          \
      "The same up to that arm's last node, which can be copied from the question instead; none for three nodes.")     \
  ONE(hans_graphs, "graphs", 0, "Graphs in which a wrong arm's node was handed over; 0 where hans is none.")           \
  EACH(forced, "share", 1, "Accuracy of each target position, true previous tokens given.")                            \
  EACH(free, "share", 1, "Accuracy of each target position when the model reads its own tokens.")                      \
  EACH(losses, "nats", 0, "Loss at each target position, likewise.")

typedef struct ps_metrics {
#define PS_ONE(name, unit, curve, help) double name;
#define PS_EACH(name, unit, curve, help) double name[PS_PATH_MAX]; /* (path_length) */
  PS_METRICS(PS_ONE, PS_EACH)
} ps_metrics;
#undef PS_ONE
#undef PS_EACH

#define PS_ONE(name, unit, curve, help) +1
#define PS_EACH(name, unit, curve, help) +PS_PATH_MAX
enum { PS_METRICS_PACKED = 0 PS_METRICS(PS_ONE, PS_EACH) }; /* values of all of them, for paths of any length */
#undef PS_ONE
#undef PS_EACH

typedef struct ps_metric {
  const char *name, *unit, *help; /* unit and help are "" where the library was built with PS_SENTENCES=0 */
  int each;                       /* path_length values, one for each target position; or 0: one value */
  int curve;                      /* see PS_METRICS */
} ps_metric;
/* The i-th row of PS_METRICS; NULL past the last. */
const ps_metric *ps_metric_at(int i);
/* The i-th metric's values in `metrics`: (1) or (path_length). */
double *ps_metric_values(ps_metrics *metrics, int i);
/* All of them, row after row, into `values` (PS_METRICS_PACKED at most). Returns how many. */
int ps_metrics_pack(double *values, ps_metrics *metrics, int path_length);
/* Sets first_step and later, which are read off `forced`. */
void ps_metrics_read_forced(ps_metrics *metrics, const ps_config *config);

/* Asks about graphs 0..graphs-1 of a split (of the fixed training set or the given graphs, if there are any, for
 * PS_TRAIN, each with its first goal). All questions return PS_DIVERGED, and no metrics, where the model's answers are
 * not finite numbers. */
ps_status ps_run_evaluate(ps_metrics *metrics, ps_run *run, ps_split split, int graphs, ps_message *why);
/* Asks about the caller's graphs. */
ps_status ps_run_evaluate_graphs(ps_metrics *metrics, ps_run *run, const ps_graph *graphs, int count, ps_message *why);

typedef struct ps_decoding {
  int path_length, labels;         /* path_length: the path's tokens, with GPT-2's commas */
  int correct;                     /* the whole path is right */
  int32_t tokens[PS_TARGETS_MAX];  /* (path_length) what the model said; any token of the vocabulary */
  int16_t targets[PS_TARGETS_MAX]; /* (path_length) in the order the objective writes the path */
  int16_t rounds[PS_TARGETS_MAX];  /* (path_length) the pass over the model that said it, from 1; 0: handed over */
  float probabilities[PS_TARGETS_MAX][PS_LABELS_MAX]; /* (path_length, labels) of every node at every position */
} ps_decoding;

/* Greedy decoding of one graph. Where the objective says all nodes in place (mlm), each pass settles the answer that is
 * surest of all that are open: `rounds` is their order. The probabilities are those of the pass that said it, or, of what
 * is handed over, of the first; of ritf, whose loss asks for an order of logits and nothing else, only their order means
 * anything. `first_step` >= 0 hands the model that node as target position 2 whatever it would have said
 * (PS_INVALID_ARGUMENT for teacherless, which says all positions at once); -1 lets it choose. */
ps_status ps_run_decode(ps_decoding *decoding, ps_run *run, const ps_graph *graph, int first_step, ps_message *why);
size_t ps_decoding_json(char *json, size_t capacity, const ps_decoding *decoding);

/* In which order a model trained with any_order says a path: from the start, from the goal, or, in each pass, the answer
 * that is surest of all that are open. Their names: forwards, backwards, surest. */
typedef enum { PS_ORDER_FORWARDS, PS_ORDER_BACKWARDS, PS_ORDER_SUREST, PS_ORDERS } ps_order;
/* The order in which ps_run_decode() says it, and in which evaluations do where the model reads its own tokens (`free`,
 * `path`); what is asked with true tokens given is asked forwards. PS_ORDER_FORWARDS until it is called, so that an
 * evaluation asks what it asks of other objectives; no other order for any other objective. */
ps_status ps_run_set_order(ps_run *run, int order, ps_message *why);
const char *ps_order_name(int order); /* NULL past the last */

/* ---- Looking inside: none of this changes how a run goes on. ---- */

/* For pretrained GPT-2, path_length stands for 2 path_length - 1 here: its commas are targets as well.
 *
 * attention (layers, heads, path_length, input length): how much the position that predicts each target looks at every
 * input, in one graph with the inputs that the objective trains on, for mlm with `$` at every place of the path, for
 * any_order with the path from its start. Rows are softmax weights: they sum to 1 and are 0 beyond the position itself,
 * except for mlm, where positions see later ones. The input length is ps_run_input_length(). PS_INVALID_ARGUMENT for an architecture without attention. */
ps_status ps_run_attention(float *attention, ps_run *run, const ps_graph *graph, ps_message *why);

/* What each target position has to teach in the step about to be taken, of the first `graphs` (1..batch) of its batch:
 * loss (path_length), the position's mean loss in nats; gradient (path_length), the global norm of the gradient of its
 * share, that loss / path_length; with an auxiliary loss, of that position's part of it too. With the whole batch the
 * mean of `loss` is the loss that the step will report, and the shares' gradients add up to the step's; for mlm a position
 * that is shown counts 0 in `loss`, and a hidden one path_length over the number of hidden ones in its graph. Takes
 * path_length training steps' time and the tensors' gradients: ps_run_gradients() must be called again before
 * ps_run_apply_gradients(). */
ps_status ps_run_supervision(double *loss, double *gradient, ps_run *run, int graphs, ps_message *why);

/* ---- Surgery: what the model would say without some of its parts. No weight changes: the run's digest, and how it goes
 * on, are as before. ---- */

/* What can be switched off: an attention head, the MLP of a layer, or, of an architecture without attention, the mixer of
 * a layer, which is all that the layer adds. */
typedef enum { PS_HEAD, PS_MLP, PS_MIXER } ps_part_kind;
typedef struct ps_part {
  ps_part_kind kind;
  int layer, head; /* from 0; head: 0 unless it is one */
} ps_part;

/* Parts of the run's model, layer by layer: the heads, then the MLP unless mlp_ratio is 0; or the mixers. */
int ps_run_part_count(const ps_run *run);
/* The i-th of them, 0 <= i < count. */
ps_part ps_run_part(const ps_run *run, int i);
/* "layer1.head2", "layer1.mlp", "layer1.mixer": counted from 1, as people do. */
size_t ps_part_name(char *text, size_t capacity, ps_part part);
/* [{name, kind: "head", "mlp" or "mixer", layer, head}] of all parts in order, layer and head from 1; head: null unless it
 * is one. */
size_t ps_run_parts_json(char *json, size_t capacity, const ps_run *run);
/* *part <- the number of the part of that name (`length` bytes). Refuses one that the model lacks, and says why: a head of
 * a Mamba, a mixer of a transformer, an MLP where mlp_ratio is 0, a layer or head past the last. */
ps_status ps_run_find_part(int *part, const ps_run *run, const char *name, size_t length, ps_message *why);

/* Done to all of its parts at once. No part: the model as it is. */
typedef struct ps_operation {
  const int *parts; /* (count) numbers as in ps_run_part() */
  int count;
  /* 0: the parts are switched off. A head's output is then zero, as if the columns of attn.proj.weight that read it were
   * (its bias, which the heads of a layer share, stays); an MLP or mixer adds nothing, as if its last matrix and bias were
   * zero. 1: they are patched. In held-out graph i each part has the outputs that it has in held-out graph i + shift, whose
   * own parts are left whole, position by position. */
  int patched;
  int shift; /* >= 0, of patched parts; 0: the same graph, which changes nothing */
} ps_operation;

/* Of every target position, true previous tokens given, as ps_metrics.forced and .losses; ps_wilson_interval() gives a
 * count's interval. */
typedef struct ps_answers {
  int graphs;
  int right[PS_PATH_MAX];   /* (path_length) of the graphs, those where the true node is said */
  int source[PS_PATH_MAX];  /* (path_length) those where the node of the graph patched from is said, and is another */
  double loss[PS_PATH_MAX]; /* (path_length) mean, in nats */
} ps_answers;

/* What the model says of held-out graphs 0..graphs-1 during the operation. Takes the time of one forward pass over them, of
 * two where parts are patched, and no memory. PS_DIVERGED, and no answers, where they are not finite numbers. */
ps_status ps_run_operate(ps_answers *answers, ps_run *run, const ps_operation *operation, int graphs, ps_message *why);

/* ---- Weights, gradients, checkpoints ---- */

typedef struct ps_tensor {
  const char *name; /* the reference's, e.g. layers.0.attn.queries_linear.weight; valid as long as the run */
  int rank;
  int shape[3];
  size_t count;
  float *weight, *gradient; /* (shape), owned by the run; gradient as the last step or ps_run_gradients() left it */
  float *first, *second;    /* optimiser moments; second is NULL for a tensor that Muon trains */
  int auxiliary;            /* an auxiliary loss's own: no answer depends on it */
} ps_tensor;

int ps_run_tensor_count(const ps_run *run);
ps_tensor ps_run_tensor(ps_run *run, int index);
/* To be called after weights were written through ps_tensor. */
void ps_run_weights_changed(ps_run *run);

/* One input position: a vocabulary id, or (layout `edge`) an edge as its two nodes. */
typedef struct ps_token {
  int32_t id;    /* vocabulary id, or the edge's parent */
  int16_t child; /* -1, or the edge's child */
  /* Of any_order alone, targets counted from 1, 0 for none: which target this is, and which is to be said from here. */
  uint8_t slot, asked;
} ps_token;

/* Forward and backward on a given batch, of the config's size: x (batch, time), y (batch, time) with -1 = no loss
 * there; time from 1 to the input length of the config. For any_order tokens after the prefix have a slot, and no others.
 * logits (batch, time, vocabulary: labels + 4, or GPT-2's) may be NULL; with it every position is computed, a rank's own
 * sequences alone. Loss is the mean over targets. */
ps_status ps_run_gradients(double *loss, float *logits, ps_run *run, const ps_token *x, const int32_t *y, int batch,
                           int time, ps_message *why);
/* One optimiser step from the gradients that ps_run_gradients() left; each of its calls serves one such step.
 * PS_DIVERGED where it leaves a weight or moment that is not finite: the run stays as it was. */
ps_status ps_run_apply_gradients(ps_run *run, ps_message *why);

/* A checkpoint is a safetensors file: weights and moments by name, config and step in __metadata__. Continuing from one
 * gives the same bits as never having stopped. ps_run_save returns the size needed (and writes if it fits). A file that
 * has changed since it was written is refused by the checksum in it; one of an earlier version has none, and
 * ps_file_metadata(..., "checksum") is 0. */
size_t ps_run_save(void *bytes, size_t capacity, const ps_run *run);
ps_status ps_run_load(ps_run **run, const void *bytes, size_t size, const ps_run_options *options, ps_message *why);

/* Reading any safetensors file; everything returned points into `bytes`, which must outlive it. */
typedef struct ps_stored_tensor {
  char name[96];
  char type[8]; /* "F32", "F64", "I32", ... */
  int rank;
  int64_t shape[4];
  const unsigned char *data; /* unaligned: copy, do not cast */
  size_t size;               /* bytes */
} ps_stored_tensor;

/* How many tensors the file holds, after checking all of it. */
ps_status ps_file_tensor_count(int *count, const void *bytes, size_t size, ps_message *why);
ps_status ps_file_tensor(ps_stored_tensor *tensor, const void *bytes, size_t size, int index, ps_message *why);
/* One value of __metadata__; length 0 if there is none. */
size_t ps_file_metadata(char *value, size_t capacity, const void *bytes, size_t size, const char *key);

#endif
