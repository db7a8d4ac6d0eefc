/** Of the figure of decision margins. */
export const words = {
  title: { en: 'How sure of the first step', zh: '对第一步有多大把握' },
  caption: (lanes: string, graphs: string) => ({
    en: `Now, on average: ${lanes}. Decision margin on ${graphs} held-out graphs, asked with the nodes before the step given where the objective gives any: by how many nats the logit of the true first step is above the largest other one. Above the line at 0 the true step would be said, below it another node. Line: the mean. Band: the middle half of the graphs.`,
    zh: `当前平均：${lanes}。${graphs} 张测试图上的决策间隔（若训练目标会给出此前的节点，则给出）：真实第一步的 logit 比其余最大者高出多少奈特。在 0 线之上会说出正确的一步，在其之下会说出别的节点。线：均值；带：中间一半的图。`,
  }),
  ranked: (names: string) => ({
    en: `${names}: what its scores differ by is no log-odds, and it asks for a margin of 1 and no more; only its sign compares with the others.`,
    zh: `${names}：其分数之差不是对数几率，而且只要求间隔为 1；与其他目标相比，只有正负号可比。`,
  }),
  now: (lanes: string) => ({ en: `Decision margin over training: ${lanes}`, zh: `训练过程中的决策间隔：${lanes}` }),
  lane: (name: string, mean: string, low: string, high: string) => ({
    en: `${name} ${mean}, the middle half of the graphs ${low} to ${high}`,
    zh: `${name} ${mean}，中间一半的图在 ${low} 至 ${high} 之间`,
  }),
  column: { en: 'lane', zh: '组' },
  step: { en: 'step', zh: '步' },
  mean: { en: 'mean, nats', zh: '均值（奈特）' },
  low: { en: 'lower quartile', zh: '下四分位数' },
  high: { en: 'upper quartile', zh: '上四分位数' },
};
