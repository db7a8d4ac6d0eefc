/* Every refusal of the core, and of wasm/exports.c: its id, how many arguments it has, and its English sentence. {0} is
 * the first argument, {0:or} one that is a list of names ("a, b, c"), said as "a, b or c", and {field} the first of the
 * fields at fault. The ids are kept with runs in browsers, so an id never changes.
 *
 * No include guard: the file that includes this one defines what PS_REFUSAL(id, slots, sentence) becomes. The page's
 * English sentences are read from here (web/refusals-plugin.ts), its Chinese ones are in
 * web/src/state/config/refusals/chinese.ts. */

/* ---- The config ---- */

PS_REFUSAL(UNKNOWN_FIELD, 1, "unknown field \"{0}\"")
/* A text that writes no such value, */
PS_REFUSAL(TEXT_NOT_INTEGER, 3, "{field} must be an integer in {0}..{1}, not \"{2}\"")
PS_REFUSAL(TEXT_NOT_NUMBER, 3, "{field} must be a number in {0}..{1}, not \"{2}\"")
PS_REFUSAL(TEXT_NOT_SWITCH, 1, "{field} must be true or false, not \"{0}\"")
PS_REFUSAL(TEXT_NOT_CHOICE, 2, "{field} must be {0:or}, not \"{1}\"")
/* and a value that may not be. */
PS_REFUSAL(NOT_INTEGER, 3, "{field} must be an integer in {0}..{1}, not {2}")
PS_REFUSAL(NOT_NUMBER, 3, "{field} must be a number in {0}..{1} of at most nine significant digits, not {2}")
PS_REFUSAL(NOT_SWITCH, 1, "{field} must be true or false, not {0}")
PS_REFUSAL(NOT_CHOICE, 2, "{field} must be {0:or}, not {1}")
PS_REFUSAL(NOT_PRESET, 2, "preset must be one of {0}, not \"{1}\"")
PS_REFUSAL(LABELS_TOO_FEW, 6,
           "labels must be in {0}..{1}, not {2}: degree {3} and path_length {4} make 1 + {3} x {5} = {0} nodes")
PS_REFUSAL(GOALS_TOO_MANY, 2, "goals must be in 1..{0}, not {1}: degree {0} makes so many")
PS_REFUSAL(WIDTH_NOT_MULTIPLE, 2, "width must be a multiple of heads, not {0}: heads is {1}")
PS_REFUSAL(ROPE_NEEDS_EVEN, 3, "rope must be false, not true, unless width / heads is even: {0} / {1} = {2}")
PS_REFUSAL(PATH_TOO_SHORT, 3,
           "path_length must be in {0}..{1}, not {2}: the objective nextlat looks path_length - 2 nodes ahead")
PS_REFUSAL(MLM_NEEDS_TRANSFORMER, 0,
           "{field} must be transformer where objective is mlm: every position sees the later ones")
PS_REFUSAL(RITF_NEEDS_ARMS, 3,
           "degree must be in {0}..{1}, not {2}: the objective ritf ranks the path above the nodes of other arms")

/* ---- Graphs as text. What is found: the line's end, a byte that is no character, or a character, in this order. ---- */

PS_REFUSAL(LABEL_NOT_END, 2, "line {0}, column {1}: expected a label, not the end of the line")
PS_REFUSAL(LABEL_NOT_BYTE, 3, "line {0}, column {1}: expected a label, not byte {2}")
PS_REFUSAL(LABEL_NOT_CHARACTER, 3, "line {0}, column {1}: expected a label, not \"{2}\"")
PS_REFUSAL(COMMA_NOT_END, 2, "line {0}, column {1}: expected \",\", not the end of the line")
PS_REFUSAL(COMMA_NOT_BYTE, 3, "line {0}, column {1}: expected \",\", not byte {2}")
PS_REFUSAL(COMMA_NOT_CHARACTER, 3, "line {0}, column {1}: expected \",\", not \"{2}\"")
PS_REFUSAL(EQUALS_NOT_END, 2, "line {0}, column {1}: expected \"=\", not the end of the line")
PS_REFUSAL(EQUALS_NOT_BYTE, 3, "line {0}, column {1}: expected \"=\", not byte {2}")
PS_REFUSAL(EQUALS_NOT_CHARACTER, 3, "line {0}, column {1}: expected \"=\", not \"{2}\"")
PS_REFUSAL(BAR_NOT_END, 2, "line {0}, column {1}: expected \"|\" or \"/\", not the end of the line")
PS_REFUSAL(BAR_NOT_BYTE, 3, "line {0}, column {1}: expected \"|\" or \"/\", not byte {2}")
PS_REFUSAL(BAR_NOT_CHARACTER, 3, "line {0}, column {1}: expected \"|\" or \"/\", not \"{2}\"")
PS_REFUSAL(END_NOT_BYTE, 3, "line {0}, column {1}: expected the end of the line, not byte {2}")
PS_REFUSAL(END_NOT_CHARACTER, 3, "line {0}, column {1}: expected the end of the line, not \"{2}\"")
PS_REFUSAL(LABEL_OUTSIDE, 4, "line {0}, column {1}: label must be in 0..{2}, not {3}")
PS_REFUSAL(WRONG_EDGES, 5, "line {0}: degree {1} and path_length {2} make {3} edges, not {4}")
PS_REFUSAL(EDGE_TO_START, 4, "line {0}: edge {1},{2} leads to start {3}, which can have no parent")
PS_REFUSAL(EDGE_TWICE, 3, "line {0}: edge {1},{2} is there twice")
PS_REFUSAL(TWO_PARENTS, 4, "line {0}: node {1} has two parents, {2} and {3}")
PS_REFUSAL(TWO_CHILDREN, 5, "line {0}: node {1} has two children, {2} and {3}; only start {4} may")
PS_REFUSAL(WRONG_ARMS, 4, "line {0}: start {1} must have {2} children (degree), not {3}")
PS_REFUSAL(EDGE_OF_CYCLE, 4, "line {0}: edge {1},{2} comes from a cycle, not from start {3}")
PS_REFUSAL(EDGE_ELSEWHERE, 5, "line {0}: edge {1},{2} hangs on node {3}, not on start {4}")
PS_REFUSAL(WRONG_ARM, 5, "line {0}: the arm from start {1} over {2} must have {3} nodes (path_length), not {4}")
PS_REFUSAL(GOAL_NO_END, 2, "line {0}: goal {1} is not the end of an arm")
PS_REFUSAL(WRONG_PATH, 6, "line {0}: node {1} of the path from {2} to {3} must be {4}, not {5}")
PS_REFUSAL(NO_LINE, 0, "there is no line to read")

/* ---- Arguments ---- */

PS_REFUSAL(OUTSIDE, 3, "{field} = {0} is outside {1}..{2}")
PS_REFUSAL(OUTSIDE_BATCH, 2, "{field} = {0} is outside 1..{1}, the batch")
PS_REFUSAL(NEGATIVE, 1, "{field} = {0} is negative")
PS_REFUSAL(NOT_POSITIVE, 1, "{field} = {0} is not positive")
PS_REFUSAL(PART_MISSING, 0, "this build of the library lacks the part that trains such an architecture and objective")
PS_REFUSAL(NO_KERNELS, 1, "kernels = \"{0}\" is not a kernel set this machine can run")
PS_REFUSAL(RANKS, 2, "{field} must be a power of two, not {0}, and at most {1}: the batch is cut into so many shards")
PS_REFUSAL(OTHER_GRAPH, 6, "the graph is G({0},{1}) over {2} labels, the model was made for G({3},{4}) over {5}")
PS_REFUSAL(GRAPH_LABEL, 1, "the graph has a label outside 0..{0}")
PS_REFUSAL(TOO_MANY_SEQUENCES, 2, "x has {0} sequences, the config's batch is {1}")
PS_REFUSAL(INPUT_EDGE, 1, "x[{0}] is an edge, which only the layout edge has")
PS_REFUSAL(INPUT_OUTSIDE, 3, "x[{0}] = {1} is outside 0..{2}")
PS_REFUSAL(INPUT_SLOT, 6, "x[{0}] must have slot in {1}..{2} and asked in 0..{3}, not {4} and {5}")
PS_REFUSAL(TARGET_OUTSIDE, 3, "y[{0}] = {1} is outside -1..{2}")
PS_REFUSAL(ONE_ORDER, 0, "only a model trained with any_order says a path in another order than forwards")
PS_REFUSAL(NO_TARGET, 0, "y has no target: every entry is -1")
PS_REFUSAL(NO_GRADIENTS, 0, "there are no gradients to apply: call ps_run_gradients() first")
PS_REFUSAL(DREW_ONE_STEP, 0,
           "the run has been trained on drawn graphs for 1 step: a run trains on one source of graphs")
PS_REFUSAL(DREW_STEPS, 1,
           "the run has been trained on drawn graphs for {0} steps: a run trains on one source of graphs")
PS_REFUSAL(OTHER_GRAPHS, 2, "these graphs (digest {0}) are not those that the run has been trained on (digest {1})")
PS_REFUSAL(NO_GRAPHS, 1,
           "the run is trained on given graphs (digest {0}): it must be given them again before it goes on")
PS_REFUSAL(NO_ATTENTION, 0, "a model of this architecture has no attention to look at")
PS_REFUSAL(PART_NAME, 1, "\"{0}\" names no part: parts are written layer1.head2, layer1.mlp or layer1.mixer")
PS_REFUSAL(PART_LAYER, 2, "there is no {0}: the model has layers 1..{1}")
PS_REFUSAL(PART_HEAD, 2, "there is no {0}: a layer of the model has heads 1..{1}")
PS_REFUSAL(PART_NO_MLP, 1, "there is no {0}: the model has no MLPs, its mlp_ratio is 0")
PS_REFUSAL(PART_NO_MIXER, 1, "there is no {0}: a transformer has no mixers, its parts are heads and MLPs")
PS_REFUSAL(PART_ONLY_MIXERS, 1,
           "there is no {0}: a model without attention has no heads and no MLPs, its parts are mixers")
PS_REFUSAL(NO_HAND, 0, "a teacherless model says all positions at once: no step can be handed to it")

/* ---- Memory, and values that are not numbers ---- */

PS_REFUSAL(NO_MEMORY, 1,
           "a run of this config takes {0} MiB, which could not be had; width, layers, mlp_ratio and batch decide that")
PS_REFUSAL(LOSS_DIVERGED, 2,
           "the run diverged at step {0}: its loss is not finite. It has its weights of step {1}. A smaller "
           "learning_rate, or clip = 1, may help")
PS_REFUSAL(GRADIENT_DIVERGED, 2,
           "the run diverged at step {0}: its gradient is not finite. It has its weights of step {1}. A smaller "
           "learning_rate, or clip = 1, may help")
PS_REFUSAL(UPDATE_DIVERGED, 2,
           "the run diverged at step {0}: a weight or moment is not finite. It has its weights of step {1}. A smaller "
           "learning_rate, or clip = 1, may help")
PS_REFUSAL(NOT_FINITE, 0, "loss or gradient is not finite")
PS_REFUSAL(LOSS_NOT_FINITE, 0, "the model's loss is not finite: it cannot be evaluated")
PS_REFUSAL(LOGITS_NOT_FINITE, 0, "the model's logits are not finite: its attention says nothing")
PS_REFUSAL(PROBABILITIES_NOT_FINITE, 0, "the model's probabilities are not finite")

/* ---- Checkpoints ---- */

/* Its argument is the sentence of another refusal: ps_fail_within(). */
PS_REFUSAL(METADATA, 1, "__metadata__: {0}")
PS_REFUSAL(METADATA_GRAPHS, 1, "__metadata__: graphs must be 16 hexadecimal digits, not \"{0}\"")
PS_REFUSAL(METADATA_FORMAT, 2, "__metadata__ format = \"{0}\" is not \"{1}\": no checkpoint of this program")
PS_REFUSAL(METADATA_LACKS, 1, "__metadata__ has no \"{0}\"")
PS_REFUSAL(METADATA_LONG, 1, "__metadata__: {field} is {0} characters long")
PS_REFUSAL(METADATA_STEP, 2, "__metadata__: step must be an integer in 0..{0}, not \"{1}\"")
PS_REFUSAL(TENSOR_OTHER, 1, "tensor {0} is not F32 of the shape the config asks for")
PS_REFUSAL(TENSOR_UNSOUND, 1, "tensor {0} holds a number that no run can go on from")
PS_REFUSAL(WRONG_TENSORS, 2, "the file has {0} tensors, the config asks for {1}")
PS_REFUSAL(CHECKSUM, 0, "the file has changed since it was written: what it holds does not give its checksum")

/* ---- Files in general ---- */

PS_REFUSAL(FILE_SHORT, 1, "safetensors: {0} bytes is no file, a header takes 8")
PS_REFUSAL(FILE_CUT, 1, "safetensors: the header is said to be longer than the file ({0} bytes)")
PS_REFUSAL(FILE_HEADER, 1, "safetensors: the header is longer than {0} bytes")
PS_REFUSAL(FILE_HOLES, 0, "safetensors: the tensors leave holes in the data, or overlap")
PS_REFUSAL(FILE_NO_TENSOR, 1, "safetensors: there is no tensor '{0}'")
PS_REFUSAL(FILE_NO_NUMBER, 1, "there is no tensor number {0} in the file")
PS_REFUSAL(TENSOR_TYPE, 1, "safetensors: tensor '{0}': unknown dtype")
PS_REFUSAL(TENSOR_BACKWARDS, 1, "safetensors: tensor '{0}': data_offsets run backwards")
PS_REFUSAL(TENSOR_PAST_END, 1, "safetensors: tensor '{0}': data_offsets reach past the file's end")
PS_REFUSAL(TENSOR_TOO_LARGE, 1, "safetensors: tensor '{0}': the shape is too large")
PS_REFUSAL(TENSOR_SIZE, 1, "safetensors: tensor '{0}': data_offsets span another size than shape and dtype ask for")
PS_REFUSAL(TENSOR_LACKS, 1, "safetensors: tensor '{0}': dtype, shape or data_offsets is missing")
PS_REFUSAL(HEADER_EXPECTED, 2, "safetensors header, byte {0}: expected '{1}'")
PS_REFUSAL(HEADER_HEXADECIMAL, 1, "safetensors header, byte {0}: a \\u escape needs four hexadecimal digits")
PS_REFUSAL(HEADER_ESCAPE, 1, "safetensors header, byte {0}: unknown escape in a string")
PS_REFUSAL(HEADER_SURROGATE, 1, "safetensors header, byte {0}: half a surrogate pair in a string")
PS_REFUSAL(HEADER_ZERO, 1, "safetensors header, byte {0}: a string holds the character 0")
PS_REFUSAL(HEADER_OPEN_STRING, 1, "safetensors header, byte {0}: a string does not end")
PS_REFUSAL(HEADER_CONTROL, 1, "safetensors header, byte {0}: a control character in a string")
PS_REFUSAL(HEADER_LONG_NAME, 1, "safetensors header, byte {0}: a name is too long")
PS_REFUSAL(HEADER_CONTROL_NAME, 1, "safetensors header, byte {0}: a control character in a name")
PS_REFUSAL(HEADER_LARGE, 1, "safetensors header, byte {0}: a number is too large")
PS_REFUSAL(HEADER_NO_NUMBER, 1, "safetensors header, byte {0}: expected a whole number, 0 or more")
PS_REFUSAL(HEADER_PADDED, 1, "safetensors header, byte {0}: a number begins with 0")
PS_REFUSAL(HEADER_RANK, 1, "safetensors header, byte {0}: a shape has more than 4 dimensions")
PS_REFUSAL(HEADER_OFFSETS, 1, "safetensors header, byte {0}: data_offsets are not two numbers")
PS_REFUSAL(HEADER_KEY, 1,
           "safetensors header, byte {0}: a tensor has dtype, shape and data_offsets, each once, and nothing else")
PS_REFUSAL(HEADER_TWICE, 1, "safetensors header, byte {0}: a name is given twice")
PS_REFUSAL(HEADER_NAMES, 1, "safetensors header, byte {0}: more than 2048 names")
PS_REFUSAL(HEADER_METADATA_TWICE, 1, "safetensors header, byte {0}: __metadata__ is given twice")
PS_REFUSAL(HEADER_GOES_ON, 1, "safetensors header, byte {0}: something follows the header's end")

/* ---- The module for the tab (wasm/exports.c) ---- */

PS_REFUSAL(TAB_MEMORY, 0, "the tab refused memory")
PS_REFUSAL(NO_RUN, 0, "no run: call create() or load() first")
PS_REFUSAL(NO_CONFIG, 0, "no config: call configure() first")
PS_REFUSAL(NOT_RESERVED, 0, "size is more than was reserved")
PS_REFUSAL(NO_TEXT, 0, "no NUL-terminated text was reserved")
PS_REFUSAL(INDEX_OUTSIDE, 0, "index is outside 0..2^53 - 1")
