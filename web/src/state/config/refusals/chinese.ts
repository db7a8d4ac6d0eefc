/* Every refusal in Chinese. Ids and slots are those of core/ground/refusals.h, and of english.ts for what runs the core in the page;
 * refusal.test.ts holds both. */
import { NAMES } from '../words';
import { tellIn } from './sentence';

const SAFETENSORS = 'safetensors：';
const TENSOR = `${SAFETENSORS}张量“{0}”有误：`;
const HEADER = 'safetensors 文件头第 {0} 字节有误：';
const METADATA = '检查点的 __metadata__';
const DIVERGED = (what: string) =>
  `训练在第 {0} 步发散：${what}不是有限数。保留的是第 {1} 步的权重。可尝试更小的学习率（learning_rate），或令 clip = 1`;

/** What a line of a graph's text should have had there, and has not. */
function expected(id: string, what: string): Readonly<Record<string, string>> {
  const should = `第 {0} 行第 {1} 列：应为${what}，`;
  return {
    [`${id}_NOT_END`]: `${should}但该行到此为止`,
    [`${id}_NOT_BYTE`]: `${should}而不是字节 {2}`,
    [`${id}_NOT_CHARACTER`]: `${should}而不是“{2}”`,
  };
}

/* The end of a line is not missed at the end of a line. */
const { END_NOT_BYTE = '', END_NOT_CHARACTER = '' } = expected('END', '行尾');

export const sentences: Readonly<Record<string, string>> = {
  UNKNOWN_FIELD: '没有名为“{0}”的设置',
  TEXT_NOT_INTEGER: '{field}必须是 {0} 到 {1} 之间的整数，而不是“{2}”',
  TEXT_NOT_NUMBER: '{field}必须是 {0} 到 {1} 之间的数，而不是“{2}”',
  TEXT_NOT_SWITCH: '{field}必须是 true 或 false，而不是“{0}”',
  TEXT_NOT_CHOICE: '{field}必须是 {0:or}，而不是“{1}”',
  NOT_INTEGER: '{field}必须是 {0} 到 {1} 之间的整数，而不是 {2}',
  NOT_NUMBER: '{field}必须是 {0} 到 {1} 之间的数（至多九位有效数字），而不是 {2}',
  NOT_SWITCH: '{field}必须是 true 或 false，而不是 {0}',
  NOT_CHOICE: '{field}必须是 {0:or}，而不是 {1}',
  NOT_PRESET: '预设必须是 {0} 之一，而不是“{1}”',
  LABELS_TOO_FEW: '{field}必须在 {0} 到 {1} 之间，而不是 {2}：度 {3} 与路径长度 {4} 共有 1 + {3} × {5} = {0} 个节点',
  GOALS_TOO_MANY: '{field}必须在 1 到 {0} 之间，而不是 {1}：度为 {0} 的图只有这么多目标',
  WIDTH_NOT_MULTIPLE: '{field}必须是注意力头数（heads）的倍数，而不是 {0}：注意力头数为 {1}',
  ROPE_NEEDS_EVEN: '{field}必须关闭（false），除非宽度除以注意力头数（width / heads）是偶数：{0} / {1} = {2}',
  PATH_TOO_SHORT: '{field}必须在 {0} 到 {1} 之间，而不是 {2}：训练目标 nextlat 要看到其后 path_length - 2 个节点',
  PART_MISSING: '程序的这个构建版本缺少训练此种架构与训练目标所需的部分',
  MLM_NEEDS_TRANSFORMER: '训练目标（objective）为 mlm 时，{field}必须是 transformer：每个位置都要看到其后的位置',
  RITF_NEEDS_ARMS: '{field}必须在 {0} 到 {1} 之间，而不是 {2}：训练目标 ritf 要把路径排在其他臂的节点之前',

  ...expected('LABEL', '一个标签'),
  ...expected('COMMA', '","'),
  ...expected('EQUALS', '"="'),
  ...expected('BAR', '"|" 或 "/"'),
  END_NOT_BYTE,
  END_NOT_CHARACTER,
  LABEL_OUTSIDE: '第 {0} 行第 {1} 列：标签必须在 0 到 {2} 之间，而不是 {3}',
  WRONG_EDGES: '第 {0} 行：度 {1} 与路径长度 {2} 应有 {3} 条边，而不是 {4} 条',
  EDGE_TO_START: '第 {0} 行：边 {1},{2} 指向起点 {3}，而起点不能有父节点',
  EDGE_TWICE: '第 {0} 行：边 {1},{2} 出现了两次',
  TWO_PARENTS: '第 {0} 行：节点 {1} 有两个父节点：{2} 和 {3}',
  TWO_CHILDREN: '第 {0} 行：节点 {1} 有两个子节点：{2} 和 {3}；只有起点 {4} 可以如此',
  WRONG_ARMS: '第 {0} 行：起点 {1} 必须有 {2} 个子节点（度），而不是 {3} 个',
  EDGE_OF_CYCLE: '第 {0} 行：边 {1},{2} 来自一个环，而不是来自起点 {3}',
  EDGE_ELSEWHERE: '第 {0} 行：边 {1},{2} 连在节点 {3} 上，而不是起点 {4} 上',
  WRONG_ARM: '第 {0} 行：从起点 {1} 经 {2} 的臂必须有 {3} 个节点（路径长度），而不是 {4} 个',
  GOAL_NO_END: '第 {0} 行：目标 {1} 不是任何一条臂的末端',
  WRONG_PATH: '第 {0} 行：从 {2} 到 {3} 的路径上，第 {1} 个节点必须是 {4}，而不是 {5}',
  NO_LINE: '没有可读的行',

  OUTSIDE: '{field} = {0} 不在 {1} 到 {2} 之间',
  OUTSIDE_BATCH: '{field} = {0} 不在 1 到 {1}（批量大小）之间',
  NEGATIVE: '{field} = {0} 是负数',
  NOT_POSITIVE: '{field} = {0} 不是正数',
  NO_KERNELS: 'kernels = “{0}”不是这台机器能运行的内核集',
  RANKS: '{field} 必须是 2 的幂（而不是 {0}），且不超过 {1}：批量被切成这么多份',
  OTHER_GRAPH: '这张图是 G({0},{1})，标签数 {2}；而模型是为 G({3},{4})、标签数 {5} 而建的',
  GRAPH_LABEL: '图中有一个标签不在 0 到 {0} 之间',
  TOO_MANY_SEQUENCES: 'x 中有 {0} 个序列，而配置的批量大小是 {1}',
  INPUT_EDGE: 'x[{0}] 是一条边，而只有 edge 布局才有边',
  INPUT_OUTSIDE: 'x[{0}] = {1} 不在 0 到 {2} 之间',
  INPUT_SLOT: 'x[{0}] 的 slot 须在 {1} 到 {2} 之间，asked 须在 0 到 {3} 之间，而不能是 {4} 和 {5}',
  TARGET_OUTSIDE: 'y[{0}] = {1} 不在 -1 到 {2} 之间',
  ONE_ORDER: '只有用 any_order 训练的模型才能不按从前往后的顺序说出路径',
  NO_TARGET: 'y 中没有目标：每一项都是 -1',
  NO_GRADIENTS: '没有可用的梯度：请先调用 ps_run_gradients()',
  DREW_ONE_STEP: '此次训练已用随机生成的图进行了 1 步：一次训练只能使用一种来源的图',
  DREW_STEPS: '此次训练已用随机生成的图进行了 {0} 步：一次训练只能使用一种来源的图',
  OTHER_GRAPHS: '这些图（摘要值 {0}）不是此前训练所用的图（摘要值 {1}）',
  NO_GRAPHS: '此次训练用的是给定的图（摘要值 {0}）：继续之前须再次提供这些图',
  NO_ATTENTION: '这种架构的模型没有注意力可看',
  PART_NAME: '“{0}”不是任何部件的名称：部件写作 layer1.head2、layer1.mlp 或 layer1.mixer',
  PART_LAYER: '没有 {0}：模型的层为 1 到 {1}',
  PART_HEAD: '没有 {0}：模型每层的头为 1 到 {1}',
  PART_NO_MLP: '没有 {0}：模型没有 MLP，其 mlp_ratio 为 0',
  PART_NO_MIXER: '没有 {0}：Transformer 没有混合器，它的部件是注意力头与 MLP',
  PART_ONLY_MIXERS: '没有 {0}：没有注意力的模型既无注意力头也无 MLP，它的部件是混合器',
  NO_HAND: '无教师训练的模型一次说出所有位置：无法把某一步交给它',

  NO_MEMORY:
    '这一配置需要 {0} MiB 内存，未能获得；所需内存取决于宽度（width）、层数（layers）、MLP 倍率（mlp_ratio）和批量大小（batch）',
  LOSS_DIVERGED: DIVERGED('损失'),
  GRADIENT_DIVERGED: DIVERGED('梯度'),
  UPDATE_DIVERGED: DIVERGED('某个权重或动量'),
  NOT_FINITE: '损失或梯度不是有限数',
  LOSS_NOT_FINITE: '模型的损失不是有限数，无法评估',
  LOGITS_NOT_FINITE: '模型的 logits 不是有限数：其注意力没有意义',
  PROBABILITIES_NOT_FINITE: '模型给出的概率不是有限数',

  METADATA: `${METADATA}：{0}`,
  METADATA_GRAPHS: `${METADATA}：graphs 必须是 16 位十六进制数，而不是“{0}”`,
  METADATA_FORMAT: '这不是本程序的检查点：__metadata__ 中 format = “{0}”，而不是“{1}”',
  METADATA_LACKS: `${METADATA} 中没有“{0}”`,
  METADATA_LONG: `${METADATA}：{field}长达 {0} 个字符`,
  METADATA_STEP: `${METADATA}：步数（step）必须是 0 到 {0} 之间的整数，而不是“{1}”`,
  TENSOR_OTHER: '张量 {0} 不是配置所要求形状的 F32 张量',
  TENSOR_UNSOUND: '张量 {0} 含有无法继续训练的数值',
  WRONG_TENSORS: '文件中有 {0} 个张量，而配置要求 {1} 个',
  CHECKSUM: '文件写入后被改动过：其内容与校验和不符',

  FILE_SHORT: `${SAFETENSORS}只有 {0} 字节，而文件头就占 8 字节`,
  FILE_CUT: `${SAFETENSORS}文件头声称的长度超过了文件本身（{0} 字节）`,
  FILE_HEADER: `${SAFETENSORS}文件头超过 {0} 字节`,
  FILE_HOLES: `${SAFETENSORS}张量之间有空洞，或相互重叠`,
  FILE_NO_TENSOR: `${SAFETENSORS}没有名为“{0}”的张量`,
  FILE_NO_NUMBER: '文件中没有第 {0} 号张量',
  TENSOR_TYPE: `${TENSOR}未知的 dtype`,
  TENSOR_BACKWARDS: `${TENSOR}data_offsets 的终点在起点之前`,
  TENSOR_PAST_END: `${TENSOR}data_offsets 超出了文件末尾`,
  TENSOR_TOO_LARGE: `${TENSOR}形状过大`,
  TENSOR_SIZE: `${TENSOR}data_offsets 的跨度与 shape 和 dtype 所要求的大小不符`,
  TENSOR_LACKS: `${TENSOR}缺少 dtype、shape 或 data_offsets`,
  HEADER_EXPECTED: `${HEADER}应为“{1}”`,
  HEADER_HEXADECIMAL: `${HEADER}\\u 转义需要四位十六进制数字`,
  HEADER_ESCAPE: `${HEADER}字符串中有未知的转义`,
  HEADER_SURROGATE: `${HEADER}字符串中有半个代理对`,
  HEADER_ZERO: `${HEADER}字符串中含有字符 0`,
  HEADER_OPEN_STRING: `${HEADER}字符串没有结束`,
  HEADER_CONTROL: `${HEADER}字符串中有控制字符`,
  HEADER_LONG_NAME: `${HEADER}名称过长`,
  HEADER_CONTROL_NAME: `${HEADER}名称中有控制字符`,
  HEADER_LARGE: `${HEADER}数字过大`,
  HEADER_NO_NUMBER: `${HEADER}应为不小于 0 的整数`,
  HEADER_PADDED: `${HEADER}数字以 0 开头`,
  HEADER_RANK: `${HEADER}形状超过 4 个维度`,
  HEADER_OFFSETS: `${HEADER}data_offsets 不是两个数字`,
  HEADER_KEY: `${HEADER}张量只有 dtype、shape 和 data_offsets，各一次`,
  HEADER_TWICE: `${HEADER}名称重复`,
  HEADER_NAMES: `${HEADER}名称超过 2048 个`,
  HEADER_METADATA_TWICE: `${HEADER}__metadata__ 重复`,
  HEADER_GOES_ON: `${HEADER}文件头结束之后还有内容`,

  TAB_MEMORY: '浏览器拒绝为此标签页分配内存',
  NO_RUN: '还没有训练：请先调用 create() 或 load()',
  NO_CONFIG: '还没有配置：请先调用 configure()',
  NOT_RESERVED: '大小超过了预留的空间',
  NO_TEXT: '没有预留以 NUL 结尾的文本',
  INDEX_OUTSIDE: '编号不在 0 到 2^53 - 1 之间',

  NO_SIMD:
    '此浏览器不能运行带 SIMD 的 WebAssembly，而训练需要它。请使用较新的 Firefox、Chrome、Edge 或 Safari（16.4 及以上）。',
  NO_WORKER:
    '此浏览器在这里不允许使用 Worker，而每个模型的训练都需要一个。请用较新的浏览器打开，或不要嵌在其他网站的框架中。',
  NO_ARM: '臂 {0} 不在 0 到 {1} 之间，而这张图只有这些臂',
  RECORDED: '这是一份录像：它只知道模型如何走三张测试图，即自己走、给出正确的第一步、给出某个错误的第一步',
  UNRECORDED: '录像中没有注意力：注意力头如此之多，文件会太大',
  NOT_KEPT: '第 {0} 步的权重没有保留',
  NO_ROOM_TO_LOOK: '无法查看第 {0} 步的权重：内存不足以再容纳一个模型',
  MODULE_STOPPED: '训练模块停止了（{0}）。请重置后重新开始。',
};

/* "degree" -> “度（臂数）”（degree）: the field as the form and as links write it. */
function field(name: string): string {
  const known = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
  return known ? `“${known.zh}”（${name}）` : name;
}

export const tell = tellIn({
  sentences,
  choice: (list) => list.replace(/, ([^,]*)$/, ' 或 $1').replaceAll(', ', '、'),
  field,
});
