import type { Graph, Token } from '../../engine/shared/description';
import { nameOf } from '../../state/config/names';
import { say } from '../../text/say';
import { armColour, ringColour, ringName, themed } from './palette';
import { roles, words } from './words';
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

/** Position by position: what the objective lets the model see, and what it must say. */
export function Answer({ graph, objective }: { readonly graph: Graph; readonly objective: string }) {
  const length = graph.arms[0]?.length ?? 0;
  const path = graph.arms[graph.goal_arm] ?? [];
  return (
    <div class="answer">
      <h4>{nameOf(objective)}</h4>
      <ol class="turns">
        <li class="row-names" aria-hidden="true">
          <span>{say(words.sees)}</span>
          <span />
          <span>{say(words.mustSay)}</span>
        </li>
        {graph.tokens
          .filter((token) => !isQuestion(token))
          .map((token, index) => {
            const depth = token.target === null ? -1 : path.indexOf(token.target);
            return (
              <li key={index} style={{ '--role': themed(ringColour(depth, length)) }}>
                <span class="unseen">{say(words.sees)} </span>
                <span class={`token ${token.role}`} title={say(roles[token.role])}>
                  {token.text}
                </span>
                <span class="unseen"> {say(words.mustSay)} </span>
                <span class="arrow" aria-hidden="true">
                  ↓
                </span>
                <span class="token target" title={ringName(depth, length)}>
                  {token.target}
                </span>
              </li>
            );
          })}
      </ol>
    </div>
  );
}
