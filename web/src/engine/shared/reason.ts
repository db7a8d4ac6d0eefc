/* Why something is refused or does not work: an id with what its sentence needs. The sentences, English and Chinese, are the
 * page's (state/config/refusal.ts); most ids are the core's (core/ground/refusals.h). */
import { arrayOf, either, type Guarded, isNull, isNumber, isString, object } from './guard';

export const isReason = object({
  id: isString,
  /* Another id, whose sentence is said around this one's; empty: none. */
  within: isString,
  /* The settings or arguments at fault, the first to blame first. */
  fields: arrayOf(isString),
  arguments: arrayOf(either(isString, isNumber, isNull)),
});

/* A text is what the browser said, or a whole sentence that an earlier version of the page kept. */
export const isCause = either(isReason, isString);

export type Reason = Guarded<typeof isReason>;
export type Cause = Guarded<typeof isCause>;

/** What is thrown where something is refused. */
export class Refusal extends Error {
  readonly reason: Reason;

  constructor(reason: Reason) {
    super(reason.id);
    this.reason = reason;
  }
}

/** Whether that was refused only because the engine's first part lacks what it needs. */
export const lacksPart = (failure: unknown): boolean =>
  failure instanceof Refusal && failure.reason.id === 'PART_MISSING';

/** A reason of the page itself, which has no fields. */
export const reasonOf = (id: string, ...values: readonly (string | number)[]): Reason => ({
  id,
  within: '',
  fields: [],
  arguments: values,
});

export const causeOf = (failure: unknown): Cause =>
  failure instanceof Refusal ? failure.reason : failure instanceof Error ? failure.message : String(failure);
