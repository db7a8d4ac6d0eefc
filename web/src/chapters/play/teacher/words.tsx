/** Breaking the teacher: the toy, and what it comes to. */
export const words = {
  lead: {
    en: 'For half a minute, do by hand what training does. A toy has two weights; move each the way its arrow points, and the loss falls: the toy is less wrong. First with the teacher’s tokens, the true nodes before each step, shown; then with them hidden.',
    zh: '用半分钟亲手做训练所做的事。玩具模型只有两个权重；把每个权重往箭头所指的方向移动，损失就会下降，也就是错得更少。先给出教师的词元（每一步之前的真实节点），再把它们隐藏。',
  },
  tokens: { en: 'The teacher’s tokens', zh: '教师的词元' },
  shown: { en: 'shown', zh: '给出' },
  hidden: { en: 'hidden', zh: '隐藏' },
  name: {
    shortcut: { en: 'Shortcut', zh: '捷径' },
    plan: { en: 'Plan', zh: '规划' },
  },
  about: {
    shortcut: { en: 'follow the edge from the node just before', zh: '沿前一个节点引出的边走' },
    plan: { en: 'look from the goal back towards the start', zh: '从目标往起点回看' },
  },
  slope: {
    up: (gradient: string) => ({
      en: `Gradient ${gradient}: raise it.`,
      zh: `梯度 ${gradient}：应增大。`,
    }),
    down: (gradient: string) => ({
      en: `Gradient ${gradient}: lower it.`,
      zh: `梯度 ${gradient}：应减小。`,
    }),
  },
  attention: (share: string) => ({ en: `${share} of attention`, zh: `占注意力的 ${share}` }),
  step: { en: 'Follow both arrows', zh: '按两个箭头走一步' },
  again: { en: 'Start over', zh: '重新开始' },

  open: {
    shown: { en: <>The loss can still fall: follow the arrows.</>, zh: <>损失还能下降：按箭头移动。</> },
    hidden: {
      en: <>Nothing to follow now: see which arrow is left.</>,
      zh: <>现在没有可以跟随的词元：看看还剩哪个箭头。</>,
    },
  },
  stuck: (arms: number) => ({
    en: (
      <>
        Stuck: later steps are right, <b class="first">the first step</b> is a guess among {arms}. The gradient that is
        left on the plan lowers it. Now hide the tokens.
      </>
    ),
    zh: (
      <>
        卡住了：后面各步都对，<b class="first">第一步</b>
        {`仍是在 ${arms} 条臂中猜。规划所剩的梯度只让它减小。现在把词元隐藏。`}
      </>
    ),
  }),
  solved: {
    shown: {
      en: (
        <>
          All steps are right, <b class="first">the first step</b> too: the plan does as well with the tokens shown.
          Start over, and no arrow will lead here.
        </>
      ),
      zh: (
        <>
          每一步都对，<b class="first">第一步</b>也对：给出词元时，规划同样有效。但重新开始的话，没有箭头会通向这里。
        </>
      ),
    },
    hidden: {
      en: (
        <>
          All steps are right, <b class="first">the first step</b> too. With nothing to follow, only the plan lowers the
          loss. Show the tokens again: it holds.
        </>
      ),
      zh: (
        <>
          每一步都对，<b class="first">第一步</b>也对。没有词元可跟随时，只有规划能降低损失。再给出词元看看：依然有效。
        </>
      ),
    },
  },

  seen: (firstStep: string, name: 'shortcut' | 'plan', share: string) => ({
    en: `The first step has ${firstStep} of the loss, the ${name} ${share} of the gradient.`,
    zh: `第一步占损失的 ${firstStep}，${name === 'plan' ? '规划' : '捷径'}占梯度的 ${share}。`,
  }),
  reading: (arms: number) => ({
    en: `A node is as dark as it is probable. Bars: loss, dotted a guess among ${arms}. Arrows: what each position adds to the next step.`,
    zh: `节点越深，概率越高。柱：损失，点线为在 ${arms} 条臂中猜。箭头：各位置对下一步的贡献。`,
  }),
  before: { en: 'just before', zh: '前一个' },
  loss: { en: 'loss', zh: '损失' },
  mean: { en: 'mean', zh: '平均' },
  all: { en: 'all', zh: '合计' },
  table: {
    position: { en: 'position', zh: '位置' },
    node: { en: 'node', zh: '节点' },
    looks: { en: 'looks back', zh: '回看次数' },
    probability: { en: 'probability', zh: '概率' },
    shortcut: { en: 'gradient, shortcut', zh: '捷径的梯度' },
    plan: { en: 'gradient, plan', zh: '规划的梯度' },
  },

  model: (nodes: number) => ({
    en: `The toy: a share of its attention follows the edge out of the node just before; a share looks back from the goal, and only a row of looks that all hit is of use, one for the goal, two for the node before it, and so on; else it guesses among the ${nodes} nodes.`,
    zh: `这个玩具模型：一部分注意力沿前一个节点引出的边走；一部分从目标往回看，须连续每次都看对才有用：目标看一次，其前一个节点看两次，依此类推；否则就在 ${nodes} 个节点中猜。`,
  }),
  exact: {
    en: 'Every number here is its formula, exactly. What trained models do is measured in the race below.',
    zh: '这里的每个数都由公式精确算出。真正训练的模型会怎样，见下方对比训练中的实测。',
  },
  formula: { en: 'The formula', zh: '公式' },
  symbols: (degree: number, nodes: number, size: number) => ({
    en: `u and v are the weights of shortcut and plan; F and B their shares of the attention. c is how many nodes following leaves: one, at the first step ${degree}, with the tokens hidden all ${nodes}. k is the number of looks. p is the probability of the right node, and the loss the mean of −log p. The start, which the question names, is left out. A step of the button is gradient descent with step size ${size}.`,
    zh: `u 与 v 是捷径与规划的权重，F 与 B 是它们所占的注意力。c 是跟随之后剩下的节点数：通常为 1，第一步为 ${degree}，隐藏词元时为全部 ${nodes} 个。k 是回看次数。p 是正确节点的概率，损失是 −log p 的平均。起点已写在问题里，不计在内。按钮走的一步是步长为 ${size} 的梯度下降。`,
  }),
};
