import type { Graph, Token } from '../../engine/shared/description';
import { nameOf } from '../../state/config/names';
import { say } from '../../text/say';
import { armColour, ringColour, ringName, themed } from './palette';
import { roles, words } from './token-words';
import './token-strip.css';

/* What stands before the first token that has to say something is the question; the rest is the answer's turn. */
const isQuestion = (token: Token) => token.position === null;

/* A question longer than this scrolls in its own box. */
const MANY = 150;

export function Question({ graph }: { readonly graph: Graph }) {
  const question = graph.tokens.filter(isQuestion);
  const many = question.length > MANY;
  return (
    <ol class={many ? 'tokens many' : 'tokens'} tabIndex={many ? 0 : undefined} aria-label={say(words.question)}>
      {question.map((token, index) => (
        <li
          key={index}
          translate={false}
          class={`token ${token.role}`}
          style={token.arm === null ? {} : { '--role': themed(armColour(token.arm)) }}
          title={say(roles[token.role])}
        >
          {token.role === 'edge' ? token.text.replace('>', '→') : token.text}
        </li>
      ))}
    </ol>
  );
}

/** A node of the path that is to be said. */
export interface SaidNode {
  readonly text: string;
  /** Edges from the start. */
  readonly depth: number;
}

/** What the model sees at one place, and what is asked of it there. */
export interface Turn {
  readonly text: string;
  readonly role: Token['role'];
  /** What it must say; null: nothing is asked there. */
  readonly says: SaidNode | null;
  /** Not what a reader would expect there. */
  readonly marked?: boolean;
  /** Whether that counts in the loss. */
  readonly counts?: boolean;
  /** What its state there must tell beside it. */
  readonly tells?: readonly (SaidNode & {
    /** Of the weight that all of them have; undefined: they are not ranked. */
    readonly share?: number;
  })[];
}

/** How what is told beside belongs together: one after another, by shares of a weight, as a set, or each above the next and the
 * last above the nodes of other arms. */
export type Telling = 'next' | 'ranked' | 'set' | 'above';

interface TurnsProps {
  readonly turns: readonly Turn[];
  /** Nodes on the path. */
  readonly length: number;
  readonly telling?: Telling;
}

/** Place by place: what the objective lets the model see, and what it must say. */
export function Turns({ turns, length, telling }: TurnsProps) {
  return (
    <ol class={telling ? 'turns telling' : 'turns'}>
      <li class="row-names" aria-hidden="true">
        <span>{say(words.sees)}</span>
        <span />
        <span>{say(words.mustSay)}</span>
        {telling && <span>{say(telling === 'above' ? words.mustRank : words.mustTell)}</span>}
      </li>
      {turns.map(({ text, role, says, marked, counts = true, tells = [] }, index) => (
        <li key={index} style={{ '--role': themed(ringColour(says?.depth ?? -1, length)) }}>
          <span class="unseen">{say(words.sees)} </span>
          <span translate={false} class={marked ? `token ${role} marked` : `token ${role}`} title={say(roles[role])}>
            {text}
          </span>
          {says && (
            <>
              <span class="unseen"> {say(counts ? words.mustSay : words.notCounted)} </span>
              <span class="arrow" aria-hidden="true">
                ↓
              </span>
              <span
                translate={false}
                class={counts ? 'token target' : 'token target idle'}
                title={counts ? ringName(says.depth, length) : say(words.notCounted)}
              >
                {says.text}
              </span>
            </>
          )}
          {telling && tells.length > 0 && (
            <span class={`tells ${telling}`}>
              <span class="unseen"> {say(telling === 'above' ? words.mustRank : words.mustTell)} </span>
              {tells.map((node) => (
                <span
                  key={node.depth}
                  translate={false}
                  style={{ '--role': themed(ringColour(node.depth, length)), '--share': node.share }}
                  title={ringName(node.depth, length)}
                >
                  {node.text}{' '}
                </span>
              ))}
              {telling === 'above' && <small>{say(words.otherArms)}</small>}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

/** What one objective makes of a graph's path. */
export function Answer({ graph, objective }: { readonly graph: Graph; readonly objective: string }) {
  const path = graph.arms[graph.goal_arm] ?? [];
  const turns = graph.tokens
    .filter((token) => !isQuestion(token))
    .map(({ text, role, target }) => ({
      text,
      role,
      says: target === null ? null : { text: String(target), depth: path.indexOf(target) },
    }));
  return (
    <div class="answer">
      <h4>{nameOf(objective)}</h4>
      <Turns turns={turns} length={path.length} />
    </div>
  );
}
