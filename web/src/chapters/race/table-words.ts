/** Heads of the race's data table. */
export const words = {
  lane: { en: 'lane', zh: '组' },
  heldLoss: { en: 'loss, held out', zh: '测试图上的损失' },
  heldLossOrHinge: (names: string) => ({
    en: `loss, held out (a hinge: ${names})`,
    zh: `测试图上的损失（铰链损失：${names}）`,
  }),
  margin: { en: 'decision margin, nats', zh: '决策间隔（奈特）' },
  marginOfSome: (names: string) => ({
    en: `decision margin, nats (of ${names}: between its scores)`,
    zh: `决策间隔（奈特；${names}：其分数之差）`,
  }),
  marginLow: { en: 'its lower quartile', zh: '其下四分位数' },
  marginHigh: { en: 'its upper quartile', zh: '其上四分位数' },
  low: { en: '95\u00a0% low', zh: '95% 下限' },
  high: { en: '95\u00a0% high', zh: '95% 上限' },
  given: (place: string) => ({ en: `${place}, true path given`, zh: `${place}（给定真实路径）` }),
  own: (place: string) => ({ en: `${place}, own path`, zh: `${place}（自己的路径）` }),
  hansInner: (isFirst: boolean) => ({
    en: `follows a wrong ${isFirst ? 'first step' : 'second node'} up to the last node`,
    zh: `给它错误的${isFirst ? '第一步' : '第二步'}，它沿该臂走到倒数第二个节点`,
  }),
  hans: { en: 'follows it to the end', zh: '走到末端' },
  /* What is said at the first step in its stead, the true nodes before it given. */
  said_arm: { en: 'for the first step says a wrong arm’s first node', zh: '第一步说成错误臂的首个节点' },
  said_path: { en: 'says a later node of the path', zh: '第一步说成路径上靠后的节点' },
  said_goal: { en: 'says the goal', zh: '第一步说成目标' },
  said_else: { en: 'says something else', zh: '第一步说成别的' },
};
