/* What presets are called, and what was measured with them; the English is the core's: described.test.ts
 * holds it to that. */
import type { Preset } from '../../engine/shared/description';
import { type Both, say } from '../../text/say';

interface PresetWords {
  readonly title: Both;
  readonly note: Both;
}

export const PRESETS: Readonly<Record<string, PresetWords>> = {
  A: {
    title: { en: 'The default exhibit', zh: '默认示例' },
    note: {
      en: 'No positions. Measured over 20 seeds: teacherless walks at least 95 % of held-out graphs after 450 steps in the median, reverse after 150, both in all 20 within 1,500; under teacher forcing the first step stays at chance in all 20.',
      zh: '不用位置编码。20 个种子的实测：走对至少 95% 的测试图，无教师训练所需步数的中位数为 450，逆序训练为 150，二者的 20 个种子都在 1,500 步内做到；教师强制下，20 个种子的第一步都停留在随机水平。',
    },
  },
  small: {
    title: { en: 'Two arms: is it always so?', zh: '两条臂：总是如此吗？' },
    note: {
      en: 'Half the batch. Measured over 20 seeds: teacherless walks at least 95 % of held-out graphs after 375 steps in the median, reverse after 150, both in all 20 within 1,500; under teacher forcing the first step ends between 0.44 and 0.53, at chance, 0.50.',
      zh: '批量减半。20 个种子的实测：走对至少 95% 的测试图，无教师训练所需步数的中位数为 375，逆序训练为 150，二者的 20 个种子都在 1,500 步内做到；教师强制下，第一步的正确率最终在 0.44 到 0.53 之间，仍是随机水平 0.50。',
    },
  },
  long: {
    title: { en: 'Longer arms', zh: '更长的臂' },
    note: {
      en: 'Five layers, no positions. Measured over 20 seeds: teacherless walks at least 95 % of held-out graphs after 600 steps in the median (17 seeds within 3,000), reverse after 200; under teacher forcing the first step stays at chance, 0.50, in all 20.',
      zh: '五层，不用位置编码。20 个种子的实测：无教师训练走对至少 95% 的测试图，所需步数的中位数为 600（3,000 步内有 17 个种子做到），逆序训练为 200；教师强制下，20 个种子的第一步都停留在随机水平 0.50。',
    },
  },
  arms: {
    title: { en: 'Five arms', zh: '五条臂' },
    note: {
      en: 'Twice the width, no positions. Measured over 10 seeds: teacherless walks at least 95 % of held-out graphs after 750 steps in the median (8 seeds within 1,500), reverse after 150; under teacher forcing the first step stays at chance, 0.20, in all 10.',
      zh: '宽度加倍，不用位置编码。10 个种子的实测：走对至少 95% 的测试图，无教师训练所需步数的中位数为 750（1,500 步内有 8 个种子做到），逆序训练为 150；教师强制下，10 个种子的第一步都停留在随机水平 0.20。',
    },
  },
  hard: {
    title: { en: 'Too hard within the budget', zh: '预算之内太难' },
    note: {
      en: 'Measured over 20 seeds of 1,500 steps: teacherless fails as well (the first step ends between 0.14 and 0.37), while reverse walks 95 % of held-out graphs after 238 steps in the median.',
      zh: '20 个种子、各 1,500 步的实测：无教师训练也失败（第一步的正确率最终在 0.14 到 0.37 之间），而逆序训练走对 95% 的测试图只需 238 步（中位数）。',
    },
  },
  mamba: {
    title: { en: 'Another architecture, the same failure', zh: '换一种架构，同样的失败' },
    note: {
      en: 'Mamba, without its convolution over time. Measured over 20 seeds: teacherless walks at least 95 % of held-out graphs after 1,525 steps in the median (19 seeds within 2,000), reverse after 288; under teacher forcing the first step stays at chance in all 20.',
      zh: 'Mamba，不用其时间卷积。20 个种子的实测：无教师训练走对至少 95% 的测试图，所需步数的中位数为 1,525（2,000 步内有 19 个种子做到），逆序训练为 288；教师强制下，20 个种子的第一步都停留在随机水平。',
    },
  },
};

/** A preset's title and what was measured with it. */
export function presetWords({ name, title, note }: Preset): { readonly title: string; readonly note: string } {
  const known = Object.hasOwn(PRESETS, name) ? PRESETS[name] : undefined;
  return known ? { title: say(known.title), note: say(known.note) } : { title, note };
}
