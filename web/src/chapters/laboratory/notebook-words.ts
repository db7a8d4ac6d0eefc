/* What a run's notebook says between its cells. */
export const words = {
  title: (name: string, size: string, seed: string, step: string) => ({
    en: `${name} on ${size}, seed ${seed}, ${step} steps`,
    zh: `${name}，${size}，种子 ${seed}，${step} 步`,
  }),
  found: (digest: string, kernels: string, version: string) => ({
    en: `A run of Pathstar ${version} in a browser tab (${kernels} kernels). Its weights have the digest \`${digest}\`: the same config and the same steps come to the same one anywhere.`,
    zh: `Pathstar ${version} 在浏览器标签页里完成的一次训练（${kernels} 内核）。权重的摘要值为 \`${digest}\`：在任何地方，配置与步数相同，摘要值就相同。`,
  }),
  again: {
    en: 'The native program trains it again, to the same weights, bit for bit:',
    zh: '本地程序可重新训练，得到逐位相同的权重：',
  },
  graphsOf: (digest: string) => ({
    en: `It trains on given graphs, those with the digest \`${digest}\`, and not on drawn ones: name their file in the command.`,
    zh: `它在给定的图（摘要值 \`${digest}\`）上训练，而不是抽取的图：请在命令中写明它们的文件。`,
  }),
  config: { en: 'Every setting of the run:', zh: '这次训练的全部设置：' },
  measured: {
    en: 'What was measured on held-out graphs, which it never trains on, an evaluation an entry; shares are between 0 and 1, and what is not defined is null. `forced_2` is the first step with the true path before it, `free_2` with the model’s own.',
    zh: '在测试图上（从不用于训练）的测量结果，每次评估一个条目；比例在 0 到 1 之间，没有定义的为 null。`forced_2` 是给定真实路径时的第一步，`free_2` 则给定模型自己的路径。',
  },
  drawn: {
    en: 'Accuracy of each target position by step. The dashed line is chance at the first step, one in as many as there are arms:',
    zh: '各目标位置的正确率随步数的变化。虚线是第一步的随机水平，即臂数分之一：',
  },
  weights: (file: string) => ({
    en: `The weights in PyTorch. Beside this notebook belong the run’s weights, \`${file}\` (button “Weights”), and \`load_checkpoint.py\` from the folder \`python\` of Pathstar’s source:`,
    zh: `在 PyTorch 中打开权重。请把这次训练的权重 \`${file}\`（“权重”按钮）和 Pathstar 源代码 \`python\` 文件夹里的 \`load_checkpoint.py\` 放在这个笔记本旁边：`,
  }),
  asked: (index: string, graph: string) => ({
    en: `Held-out graph ${index}, \`${graph}\`, as the model reads it: \`x\` are the tokens’ ids, \`child\` the second node of a token that is an edge, else -1. At each place of \`targets\` it has to say the node that stands there:`,
    zh: `测试图 ${index}（\`${graph}\`），即模型读到的样子：\`x\` 是词元的编号，\`child\` 是一条边的词元的第二个节点，不是边则为 -1。在 \`targets\` 的每个位置上，模型要说出那里写的节点：`,
  }),
};
