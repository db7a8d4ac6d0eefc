/* What the page has to say of an objective beyond its name, and how it writes shares. */

const OBJECTIVES: Readonly<Record<string, string>> = {
  teacher_forcing: 'Sees the true path so far, says the next node. The usual way to train a language model.',
  teacherless: 'Sees blanks instead of the path, says every node at once. No true node to lean on.',
  reverse: 'Teacher forcing again, but the path is written from the goal back to the start.',
};

const WAITING: Readonly<Record<string, string>> = {
  teacherless:
    'Expect a wait: teacherless training usually waits at chance or below it for some hundred steps and then jumps, the steps next to the goal first. Stopping early looks like failure.',
};

export const aboutObjective = (name: string): string => OBJECTIVES[name] ?? '';
export const aboutWaiting = (name: string): string | null => WAITING[name] ?? null;

/** 0.3333 -> "33 %", unbreakable; one decimal near the ends, so that 99.6 % does not read as all. */
export function percent(share: number): string {
  if (Number.isNaN(share)) return 'not measured';
  const value = 100 * share;
  if (value > 0 && value < 0.05) return 'under\u00a00.1\u00a0%';
  if (value > 99.95 && value < 100) return 'over\u00a099.9\u00a0%';
  const nearEnd = (value > 0 && value < 1) || (value > 99 && value < 100);
  return `${value.toFixed(nearEnd ? 1 : 0)}\u00a0%`;
}

export const count = (value: number): string => value.toLocaleString('en');
