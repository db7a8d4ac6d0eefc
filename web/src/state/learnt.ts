/* What counts as learnt, and which step is hard to learn. */

/** The core's PS_SOLVED. */
export const LEARNT = 0.95;

/** Whether answers settle in an order that the model chooses, not from one end of the path to the other. */
export const choosesOrder = (objective: string): boolean => objective === 'mlm';

/** Whether the answers can be had in any order, of which one is named when the model is asked. */
export const takesOrders = (objective: string): boolean => objective === 'any_order';

/** Whether the loss asks for an order of scores and nothing else: it is a hinge, and scores are no logits of probabilities. */
export const ranks = (objective: string): boolean => objective === 'ritf';

/** How a run is judged: with the true path so far given; where the model chooses the order in which it answers, there is no
 * such path, and it is judged on its own. */
export const judgedOn = (objective: string): 'forced' | 'free' => (choosesOrder(objective) ? 'free' : 'forced');

/** The target position (from 0) of the first step, the only choice. */
export const firstStepPosition = ({ depths }: { readonly depths: readonly number[] }): number => depths.indexOf(1);
