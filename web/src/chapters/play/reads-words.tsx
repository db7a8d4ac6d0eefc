import type { Both } from '../../text/say';

/** What a model reads. */
export const words = {
  explain: (layout: string) => ({
    en: (
      <>
        The edges, parent first, one by one in random order, underlined in the colour of their arm for you but not for
        the model; then start and goal. Layout <code translate={false}>{layout}</code>.
      </>
    ),
    zh: (
      <>
        所有的边，先起端后末端，逐条随机排列；下划线的颜色标出所属的臂，只给你看，模型看不到。然后是起点与目标。词元布局：
        <code translate={false}>{layout}</code>。
      </>
    ),
  }),
  star: { en: 'A path-star graph', zh: '路径星形图' },
  caption: (start: number, goal: number, letter: string) => ({
    en: `From ${start} to ${goal}: arm ${letter}.`,
    zh: `从 ${start} 到 ${goal}：臂 ${letter}。`,
  }),
  stale: { en: 'The last valid graph.', zh: '最近一次有效的图。' },
  tryThese: { en: 'Try', zh: '试试' },
  or: { en: ' or ', zh: '或' },
  own: { en: 'These settings are none of the presets.', zh: '这些设置不属于任何预设。' },
  graph: { en: 'The graph', zh: '图' },
  degree: { en: 'Arms (degree)', zh: '臂数（度）' },
  length: { en: 'Path length', zh: '路径长度' },
  labels: { en: 'Labels', zh: '标签数' },
  seed: { en: 'Seed', zh: '种子' },
  newGraph: { en: 'New graph', zh: '换一张图' },
};

/** The core's presets as prose to click. */
export const presets: Readonly<Record<string, Both>> = {
  A: { en: 'three arms of four nodes', zh: '三条臂，每条四个节点' },
  small: { en: 'two arms of four', zh: '两条臂，每条四个节点' },
  long: { en: 'two arms of five', zh: '两条臂，每条五个节点' },
  arms: { en: 'five arms of four', zh: '五条臂，每条四个节点' },
  hard: { en: 'three arms of five, too hard for one of them', zh: '三条臂，每条五个节点：对其中一种训练太难' },
  mamba: { en: 'another architecture, Mamba', zh: '换一种架构：Mamba' },
};
