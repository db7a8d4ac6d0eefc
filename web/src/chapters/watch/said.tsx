import type { DecodedEvent } from '../../engine/shared/protocol';
import { ranks } from '../../state/learnt';
import { count } from '../../text/numbers';
import { say } from '../../text/say';
import { armLetter } from '../../ui/graph/palette';
import { surenessOf } from './sureness';
import { words } from './words';
import './said.css';

interface SaidProps {
  readonly event: DecodedEvent;
  readonly objective: string;
  readonly depths: readonly number[];
  /** The pass that settled each answer, where the model chose their order. */
  readonly passes: readonly number[] | null;
  /** The position that is being said, from 0. */
  readonly position: number;
  readonly onPosition: (position: number) => void;
}

/** What it said at each position, whether that is right, and how sure it was of that; or, by ranks, of which what it says is
 * always the first, how high it has what was wanted. Each is a way to that position. */
export function Said({ event, objective, depths, passes, position: now, onPosition }: SaidProps) {
  const { graph, decoding, arm: handed } = event;
  return (
    <ol class="said" aria-label={say(words.said)}>
      {decoding.steps.map(({ position, text, token, target, probabilities }, at) => {
        const given = position === 2 && handed !== null;
        /* After a handed step, the question is whether it follows that arm. */
        const wanted = handed === null || at < 2 ? target : (graph.arms[handed]?.[depths[at] ?? 0] ?? target);
        const right = token === wanted;
        const missed = handed === null ? words.wanted(wanted) : words.armHas(armLetter(handed), wanted);
        return (
          <li key={position} class={`${given ? 'given' : right ? 'right' : 'wrong'}${at > now ? ' unsaid' : ''}`}>
            <button type="button" aria-current={at === now ? 'step' : undefined} onClick={() => onPosition(at)}>
              <b translate={false}>{text}</b>
              <span>{given ? say(words.given) : right ? '✓' : say(missed)}</span>
              <span translate={false} class="sureness">
                {given ? '' : surenessOf(objective, probabilities).text(ranks(objective) ? wanted : token)}
              </span>
              {passes && !given && <span class="pass">{say(words.pass(count(passes[at] ?? Number.NaN)))}</span>}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
