/* Which lesson plan is open: `plan=45` in the page's link is the plan of 45 minutes, `plan=45.3` its third step. What the
 * plans say is in shell/lesson/plans, fetched with the first that is opened. */

export const MINUTES = [15, 45, 90] as const;

export type Minutes = (typeof MINUTES)[number];

/** How many steps each has. */
export const STEPS: Readonly<Record<Minutes, number>> = { 15: 5, 45: 9, 90: 11 };

export interface OpenPlan {
  readonly minutes: Minutes;
  /** From 1; 0: the plan's own page. */
  readonly step: number;
}

/** "45" or "45.3"; null where it names no plan, or no step of it. */
export function readPlan(text: string): OpenPlan | null {
  const [, named, at = '0'] = /^(\d+)(?:\.([1-9]\d*))?$/.exec(text) ?? [];
  const minutes = MINUTES.find((known) => String(known) === named);
  const step = Number(at);
  return minutes !== undefined && step <= STEPS[minutes] ? { minutes, step } : null;
}

export const writePlan = ({ minutes, step }: OpenPlan): string => (step > 0 ? `${minutes}.${step}` : String(minutes));
