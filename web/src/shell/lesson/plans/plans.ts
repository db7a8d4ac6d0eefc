/* All plans, by their minutes. */
import type { Minutes } from '../../../state/plan';
import { fifteen } from './fifteen';
import { fortyFive } from './forty-five';
import { ninety } from './ninety';
import type { Plan } from './plan';

export const plans: Readonly<Record<Minutes, Plan>> = { 15: fifteen, 45: fortyFive, 90: ninety };
