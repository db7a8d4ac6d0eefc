/* The sentences of the engine in Chinese: those of ps_fail in core/, of wasm/exports.c, and of web/src/engine. */
import { messages } from '../../engine/page/words';
import { NAMES } from './words';

type Parts = readonly string[];
type Row = readonly [RegExp, (parts: Parts) => string];

/* "degree" -> “度（臂数）”（degree）: the field as the form and as links write it. */
function field(name = ''): string {
  const known = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
  return known ? `“${known.zh}”（${name}）` : name;
}

/* "a number in 0..10" */
function demand(text = ''): string {
  const range = /^(an integer|a number) in (\S+?)\.\.(\S+?)( of at most nine significant digits)?$/.exec(text);
  if (!range) return text.replaceAll(' or ', ' 或 ').replaceAll(', ', '、');
  const [, kind, least, most, digits] = range;
  return `${least} 到 ${most} 之间的${kind === 'an integer' ? '整数' : '数'}${digits ? '（至多九位有效数字）' : ''}`;
}

const EXPECTED: Readonly<Record<string, string>> = { 'a label': '一个标签', 'the end of the line': '行尾' };

const expected = (text = '') => EXPECTED[text] ?? text.replaceAll(' or ', ' 或 ');
const line = (number = '') => `第 ${number} 行`;

/* Anchored, and most particular first. A value may hold any character, line breaks too. */
const ROWS: readonly Row[] = [
  [/^unknown field "(.*)"$/s, ([name]) => `没有名为“${name}”的设置`],
  [/^preset must be one of (.+), not "(.*)"$/s, ([names, value]) => `预设必须是 ${names} 之一，而不是“${value}”`],
  [
    /^labels must be in (\d+)\.\.(\d+), not (-?\d+): degree (\d+) and path_length (\d+) make 1 \+ \d+ x \d+ = (\d+) nodes$/,
    ([least, most, value, degree, length, nodes]) =>
      `${field('labels')}必须在 ${least} 到 ${most} 之间，而不是 ${value}：度 ${degree} 与路径长度 ${length} 共有 ${nodes} 个节点`,
  ],
  [
    /^goals must be in 1\.\.(\d+), not (-?\d+): degree (\d+) makes so many$/,
    ([most, value, degree]) =>
      `${field('goals')}必须在 1 到 ${most} 之间，而不是 ${value}：度为 ${degree} 的图只有这么多目标`,
  ],
  [
    /^width must be a multiple of heads, not (-?\d+): heads is (\d+)$/,
    ([width, heads]) => `${field('width')}必须是注意力头数（heads）的倍数，而不是 ${width}：注意力头数为 ${heads}`,
  ],
  [
    /^rope must be false, not true, unless width \/ heads is even: (.+)$/,
    ([sum]) => `${field('rope')}必须关闭（false），除非宽度除以注意力头数（width / heads）是偶数：${sum}`,
  ],
  [
    /^step must be an integer in 0\.\.(\d+), not "(.*)"$/s,
    ([most, value]) => `步数（step）必须是 0 到 ${most} 之间的整数，而不是“${value}”`,
  ],
  [
    /^(\w+) must be (.+?), not "(.*)"$/s,
    ([name, what, value]) => `${field(name)}必须是 ${demand(what)}，而不是“${value}”`,
  ],
  [
    /^(\w+) must be (.+), not (\S+)$/s,
    ([name, what, value]) => `${field(name)}必须是 ${demand(what)}，而不是 ${value}`,
  ],

  [
    /^line (\d+), column (\d+): expected (.+), not the end of the line$/,
    ([at, column, what]) => `${line(at)}第 ${column} 列：应为${expected(what)}，但该行到此为止`,
  ],
  [
    /^line (\d+), column (\d+): expected (.+), not byte (\d+)$/,
    ([at, column, what, byte]) => `${line(at)}第 ${column} 列：应为${expected(what)}，而不是字节 ${byte}`,
  ],
  [
    /^line (\d+), column (\d+): expected (.+), not "(.)"$/,
    ([at, column, what, found]) => `${line(at)}第 ${column} 列：应为${expected(what)}，而不是“${found}”`,
  ],
  [
    /^line (\d+), column (\d+): label must be in (\d+)\.\.(\d+), not (\d+)$/,
    ([at, column, least, most, value]) =>
      `${line(at)}第 ${column} 列：标签必须在 ${least} 到 ${most} 之间，而不是 ${value}`,
  ],
  [
    /^line (\d+): degree (\d+) and path_length (\d+) make (\d+) edges, not (\d+)$/,
    ([at, degree, length, wanted, edges]) =>
      `${line(at)}：度 ${degree} 与路径长度 ${length} 应有 ${wanted} 条边，而不是 ${edges} 条`,
  ],
  [
    /^line (\d+): edge (\S+) leads to start (\d+), which can have no parent$/,
    ([at, edge, start]) => `${line(at)}：边 ${edge} 指向起点 ${start}，而起点不能有父节点`,
  ],
  [/^line (\d+): edge (\S+) is there twice$/, ([at, edge]) => `${line(at)}：边 ${edge} 出现了两次`],
  [
    /^line (\d+): node (\d+) has two parents, (\d+) and (\d+)$/,
    ([at, node, one, other]) => `${line(at)}：节点 ${node} 有两个父节点：${one} 和 ${other}`,
  ],
  [
    /^line (\d+): node (\d+) has two children, (\d+) and (\d+); only start (\d+) may$/,
    ([at, node, one, other, start]) =>
      `${line(at)}：节点 ${node} 有两个子节点：${one} 和 ${other}；只有起点 ${start} 可以如此`,
  ],
  [
    /^line (\d+): start (\d+) must have (\d+) children \(degree\), not (\d+)$/,
    ([at, start, wanted, arms]) => `${line(at)}：起点 ${start} 必须有 ${wanted} 个子节点（度），而不是 ${arms} 个`,
  ],
  [
    /^line (\d+): edge (\S+) comes from a cycle, not from start (\d+)$/,
    ([at, edge, start]) => `${line(at)}：边 ${edge} 来自一个环，而不是来自起点 ${start}`,
  ],
  [
    /^line (\d+): edge (\S+) hangs on node (\d+), not on start (\d+)$/,
    ([at, edge, node, start]) => `${line(at)}：边 ${edge} 连在节点 ${node} 上，而不是起点 ${start} 上`,
  ],
  [
    /^line (\d+): the arm from start (\d+) over (\d+) must have (\d+) nodes \(path_length\), not (\d+)$/,
    ([at, start, over, wanted, nodes]) =>
      `${line(at)}：从起点 ${start} 经 ${over} 的臂必须有 ${wanted} 个节点（路径长度），而不是 ${nodes} 个`,
  ],
  [
    /^line (\d+): goal (\d+) is not the end of an arm$/,
    ([at, goal]) => `${line(at)}：目标 ${goal} 不是任何一条臂的末端`,
  ],
  [
    /^line (\d+): node (\d+) of the path from (\d+) to (\d+) must be (\d+), not (\d+)$/,
    ([at, place, start, goal, right, node]) =>
      `${line(at)}：从 ${start} 到 ${goal} 的路径上，第 ${place} 个节点必须是 ${right}，而不是 ${node}`,
  ],
  [
    /^these graphs \(digest (\w+)\) are not those that the run has been trained on \(digest (\w+)\)$/,
    ([digest, wanted]) => `这些图（摘要值 ${digest}）不是此前训练所用的图（摘要值 ${wanted}）`,
  ],
  [
    /^the run is trained on given graphs \(digest (\w+)\): it must be given them again before it goes on$/,
    ([digest]) => `此次训练用的是给定的图（摘要值 ${digest}）：继续之前须再次提供这些图`,
  ],
  [/^there is no line to read$/, () => '没有可读的行'],
  [
    /^the graph is G\((.+?)\) over (\d+) labels, the model was made for G\((.+?)\) over (\d+)$/,
    ([shape, labels, made, over]) =>
      `这张图是 G(${shape})，标签数 ${labels}；而模型是为 G(${made})、标签数 ${over} 而建的`,
  ],
  [/^the graph has a label outside 0\.\.(\d+)$/, ([most]) => `图中有一个标签不在 0 到 ${most} 之间`],

  [
    /^__metadata__ format = "(.*)" is not "(.*)": no checkpoint of this program$/s,
    ([found, wanted]) => `这不是本程序的检查点：__metadata__ 中 format = “${found}”，而不是“${wanted}”`,
  ],
  [
    /^__metadata__: graphs must be 16 hexadecimal digits, not "(.*)"$/s,
    ([value]) => `检查点的 __metadata__：graphs 必须是 16 位十六进制数，而不是“${value}”`,
  ],
  [/^__metadata__ has no "(.*)"$/s, ([name]) => `检查点的 __metadata__ 中没有“${name}”`],
  [/^__metadata__: (.*)$/s, ([reason = '']) => `检查点的 __metadata__：${inChinese(reason) ?? reason}`],
  [
    /^tensor (\S+) is not F32 of the shape the config asks for$/,
    ([name]) => `张量 ${name} 不是配置所要求形状的 F32 张量`,
  ],
  [/^tensor (\S+) holds a number that no run can go on from$/, ([name]) => `张量 ${name} 含有无法继续训练的数值`],
  [
    /^the file has (\d+) tensors, the config asks for (\d+)$/,
    ([count, wanted]) => `文件中有 ${count} 个张量，而配置要求 ${wanted} 个`,
  ],
  [
    /^safetensors: (\d+) bytes is no file, a header takes 8$/,
    ([size]) => `safetensors：只有 ${size} 字节，而文件头就占 8 字节`,
  ],
  [
    /^safetensors: the header is said to be longer than the file \((\d+) bytes\)$/,
    ([size]) => `safetensors：文件头声称的长度超过了文件本身（${size} 字节）`,
  ],
  [/^safetensors: the tensors leave holes in the data, or overlap$/, () => 'safetensors：张量之间有空洞，或相互重叠'],
  [/^safetensors: there is no tensor '(.*)'$/s, ([name]) => `safetensors：没有名为“${name}”的张量`],
  [/^safetensors: tensor '(.*)': (.*)$/s, ([name, reason]) => `safetensors：张量“${name}”有误（${reason}）`],
  [/^safetensors header, byte (\d+): (.*)$/s, ([at, reason]) => `safetensors 文件头第 ${at} 字节有误（${reason}）`],

  [
    /^a run of this config takes (\d+) MiB, which could not be had; width, layers, mlp_ratio and batch decide that$/,
    ([size]) =>
      `这一配置需要 ${size} MiB 内存，未能获得；所需内存取决于宽度（width）、层数（layers）、MLP 倍率（mlp_ratio）和批量大小（batch）`,
  ],
  [/^the tab refused memory$/, () => '浏览器拒绝为此标签页分配内存'],
  [
    /^the run diverged at step (\d+): its (gradient|loss) is not finite\. It has its weights of step (\d+)\. A smaller learning_rate, or clip = 1, may help$/,
    ([step, what, kept]) =>
      `训练在第 ${step} 步发散：${what === 'loss' ? '损失' : '梯度'}不是有限数。保留的是第 ${kept} 步的权重。可尝试更小的学习率（learning_rate），或令 clip = 1`,
  ],
  [/^loss or gradient is not finite$/, () => '损失或梯度不是有限数'],
  [/^the model's loss is not finite: it cannot be evaluated$/, () => '模型的损失不是有限数，无法评估'],
  [/^the model's probabilities are not finite$/, () => '模型给出的概率不是有限数'],
  [
    /^the model's logits are not finite: its attention says nothing$/,
    () => '模型的 logits 不是有限数：其注意力没有意义',
  ],
  [/^a model of this architecture has no attention to look at$/, () => '这种架构的模型没有注意力可看'],
  [
    /^a teacherless model says all positions at once: no step can be handed to it$/,
    () => '无教师训练的模型一次说出所有位置：无法把某一步交给它',
  ],
  [
    /^(\w+) = (\S+) is outside (\S+?)\.\.(\S+?)(?:, the batch)?$/,
    ([name, value, least, most]) => `${name} = ${value} 不在 ${least} 到 ${most} 之间`,
  ],
  [
    /^(\w+) = (\S+) is (negative|not positive)$/,
    ([name, value, what]) => `${name} = ${value} ${what === 'negative' ? '是负数' : '不是正数'}`,
  ],
  [
    /^arm (-?\d+) is outside 0\.\.(\d+), the arms of this graph$/,
    ([arm, most]) => `臂 ${arm} 不在 0 到 ${most} 之间，而这张图只有这些臂`,
  ],
  [/^the weights of step (\d+) are not kept$/, ([step]) => `第 ${step} 步的权重没有保留`],
  [
    /^the weights of step (\d+) cannot be looked at: there is no memory for a second model$/,
    ([step]) => `无法查看第 ${step} 步的权重：内存不足以再容纳一个模型`,
  ],
  [
    /^The training module stopped: (.*)\. Reset to start again\.$/s,
    ([reason]) => `训练模块停止了（${reason}）。请重置后重新开始。`,
  ],
];

/** The sentence in Chinese, with its numbers; null where it is none of the known ones. */
export function inChinese(message: string): string | null {
  const known = Object.values(messages).find(({ en }) => en === message);
  if (known) return known.zh;
  for (const [pattern, chinese] of ROWS) {
    const found = pattern.exec(message);
    if (found) return chinese(found.slice(1));
  }
  return null;
}
