import type { ComponentChildren } from 'preact';
import type { PhaseName } from '../../state/phases';
import type { Both } from '../../text/say';

export const phaseNames: Readonly<Record<PhaseName, Both>> = {
  copying: { en: 'copying', zh: '抄写' },
  plateau: { en: 'plateau', zh: '平台期' },
  jump: { en: 'the jump', zh: '跃升' },
  solved: { en: 'solved', zh: '学会' },
};

const NUMBERS = ['None', 'One', 'Two', 'Three', 'Four'];
const HAN = ['零', '一', '两', '三', '四'];
const some = (number: number) => NUMBERS[number] ?? String(number);
const of = (number: number) => some(number).toLowerCase();
const han = (number: number) => HAN[number] ?? String(number);
const first: Both<ComponentChildren> = { en: <em>the first step</em>, zh: <em>第一步</em> };

export const headline = {
  before: (lanes: number) =>
    lanes === 1
      ? { en: <>Will it find {first.en}?</>, zh: <>它能找到{first.zh}吗？</> }
      : { en: <>Which will find {first.en}?</>, zh: <>谁能找到{first.zh}？</> },
  noChoice: { en: 'One arm: nothing to choose', zh: '只有一条臂：无可选择' },
  going: (found: number, lanes: number) => {
    if (lanes === 1)
      return found > 0
        ? { en: <>It has found {first.en}</>, zh: <>它已找到{first.zh}</> }
        : { en: <>It has not found {first.en} yet</>, zh: <>它还没有找到{first.zh}</> };
    return found > 0
      ? {
          en: (
            <>
              {some(found)} of {of(lanes)} {found === 1 ? 'has' : 'have'} found {first.en} so far
            </>
          ),
          zh: (
            <>
              {han(lanes)}种训练中
              <wbr />
              已有{han(found)}种找到
              <wbr />
              {first.zh}
            </>
          ),
        }
      : {
          en: (
            <>
              {lanes === 2 ? 'Neither' : `None of ${of(lanes)}`} has found {first.en} yet
            </>
          ),
          zh: (
            <>
              {han(lanes)}种训练都还没找到
              <wbr />
              {first.zh}
            </>
          ),
        };
  },
  ended: (found: number, lanes: number) => {
    if (lanes === 1)
      return found > 0
        ? { en: <>It finds {first.en}</>, zh: <>它找到了{first.zh}</> }
        : { en: <>It did not find {first.en}</>, zh: <>它没有找到{first.zh}</> };
    return {
      en:
        found === 0 && lanes === 2 ? (
          <>Neither finds {first.en}</>
        ) : (
          <>
            {some(found)} of {of(lanes)} {found === 1 ? 'finds' : 'find'} {first.en}
          </>
        ),
      zh:
        found > 0 ? (
          <>
            {han(lanes)}种训练中
            <wbr />有{han(found)}种找到了
            <wbr />
            {first.zh}
          </>
        ) : (
          <>
            {han(lanes)}种训练都没有找到
            <wbr />
            {first.zh}
          </>
        ),
    };
  },
};

export const words = {
  intro: (cadence: string, graphs: string, degree: string, share: string) => ({
    en: `The same first weights, the same graphs in the same order; only what the model is shown and asked differs. Every ${cadence} steps each model is asked about ${graphs} held-out graphs, none of which any was trained on. A guess among ${degree} arms is right ${share} of the time: that is the dotted line.`,
    zh: `初始权重相同，训练图及其顺序相同；只有给模型看什么、问什么不同。每 ${cadence} 步用 ${graphs} 张仅用于测试的图检验每个模型。在 ${degree} 条臂中随机猜测，正确率为 ${share}：即图中的点线。`,
  }),

  start: { en: 'Start', zh: '开始' },
  pause: { en: 'Pause', zh: '暂停' },
  continue: { en: 'Continue', zh: '继续' },
  step: { en: 'Step', zh: '单步' },
  reset: { en: 'Reset', zh: '重置' },
  playAgain: { en: 'Play again', zh: '重新播放' },
  recorded: { en: 'recorded', zh: '录像' },
  trainMore: (steps: string) => ({ en: `Train ${steps} more`, zh: `再训练 ${steps} 步` }),
  settings: { en: 'Settings', zh: '设置' },
  numbers: { en: 'All numbers, phases and margins', zh: '全部数字、阶段与决策间隔' },
  budget: { en: 'Budget, steps', zh: '步数预算' },
  budgetProblem: (least: string, most: string) => ({
    en: `budget must be a whole number from ${least} to ${most}`,
    zh: `步数预算必须是 ${least} 到 ${most} 之间的整数`,
  }),
  outdated: {
    en: 'These lanes go on as they began. What was changed holds from the next Reset and Start on.',
    zh: '当前各组按开始时的设置继续。更改要从下一次重置并开始起生效。',
  },

  objectives: { en: 'Objectives', zh: '训练目标' },
  objectiveOf: (lane: string) => ({ en: `Objective of lane ${lane}`, zh: `第 ${lane} 组的训练目标` }),
  add: (name: string) => ({ en: `Add ${name}`, zh: `添加${name}` }),
  remove: (lane: string) => ({ en: `Remove lane ${lane}`, zh: `移除第 ${lane} 组` }),
  lane: (lane: string, name: string) => ({ en: `Lane ${lane}: ${name}`, zh: `第 ${lane} 组：${name}` }),

  picture: (lanes: string) => ({
    en: `Accuracy of every step of the path over training, ${lanes} side by side. In words below.`,
    zh: `训练过程中路径每一步的正确率，并排比较：${lanes}。文字说明见下。`,
  }),
  caption: (graphs: string) => ({
    en: `The path lies across as it is read, from the start to the goal; time falls. A stream is as wide as the share of ${graphs} held-out graphs on which that step is right, chance is dotted; the line with dots joins where each is first right on 95\u00a0%.`,
    zh: `路径按阅读顺序横放，从起点到目标；时间向下流。水流的宽度是在 ${graphs} 张测试图上该步正确的比例；点线为随机水平。带圆点的线连接各步首次达到 95% 正确的训练步。`,
  }),
  stepAxis: { en: 'step', zh: '步' },
  wholePaths: { en: 'of whole paths right', zh: '整条路径正确' },
  pathInterval: (low: string, high: string) => ({ en: `path ${low}–${high} %`, zh: `路径 ${low}–${high}%` }),
  interval: (low: string, high: string) => ({ en: `95\u00a0%: ${low} to ${high}`, zh: `95%：${low} 至 ${high}` }),
  atChance: { en: ['at or below', 'chance'], zh: ['处于或低于', '随机水平'] },
  notWithin: (steps: string) => ({ en: ['not', 'within', steps, 'steps'], zh: [steps, '步内', '未学会'] }),

  nothingYet: { en: 'Nothing measured yet.', zh: '尚未测量。' },
  makingWeights: { en: 'Making the weights …', zh: '正在生成权重……' },
  starting: { en: 'Starting', zh: '正在启动' },
  atStep: { en: 'Step', zh: '训练步' },
  perSecond: (rate: string) => ({ en: `${rate} steps/s`, zh: `${rate} 步/秒` }),
  pausedAt: { en: 'Paused at step', zh: '暂停于训练步' },
  finishedAt: { en: 'Budget used up at step', zh: '预算用完于训练步' },
  stoppedAt: { en: 'Stopped at step', zh: '停止于训练步' },
  weights: { en: 'weights', zh: '权重' },
  kept: {
    en: 'The last good weights are kept: you can still watch them decode.',
    zh: '最后一份完好的权重已保留：仍可观看其解码。',
  },
};
