import { useId } from 'preact/hooks';
import type { Part } from '../../engine/shared/description';
import type { OperatedEvent } from '../../engine/shared/protocol';
import type { Setup } from '../../state/lane';
import { firstStepPosition, ranks } from '../../state/learnt';
import { gap } from '../../text/list';
import { count, percent } from '../../text/numbers';
import { type Both, say } from '../../text/say';
import { Figure } from '../../ui/figure/figure';
import { ringName } from '../../ui/graph/palette';
import { Dot, SCALE, Scale } from './dot-row';
import { findingOf, type Ranked, ranked, shareOf } from './operations';
import { words } from './surgery-words';
import { words as insideWords } from './words';

export function partName({ kind, layer, head }: Part): string {
  if (kind === 'mlp') return say(words.mlp(layer));
  if (kind === 'mixer') return say(words.mixer(layer));
  return say(insideWords.head(layer, head ?? 1));
}

/* What a finger can press, on a phone. */
const ROW = 47;

/** What was done to the parts. */
export const doneTo = ({ shift }: OperatedEvent): Both => (shift === null ? words.off : words.patched);

interface PartRanksProps {
  readonly event: OperatedEvent;
  readonly setup: Setup;
  /** Of the lane. */
  readonly name: string;
  readonly chosen: readonly string[];
  readonly onToggle: (part: string) => void;
}

function caption({ event, setup, name }: PartRanksProps, order: readonly Ranked[], first: number): string {
  const chance = 1 / setup.degree;
  const whole = percent(shareOf(event.whole, first, event.graphs).share);
  const [top] = order;
  const least = percent(top ? shareOf(top.answers, first, event.graphs).share : Number.NaN);
  const { finding } = words;
  const done = doneTo(event);
  switch (findingOf(event, first, chance)) {
    case 'chance':
      return say(finding.chance(name, whole));
    case 'none':
      return say(finding.none(name, done, least, whole));
    case 'one':
      return say(finding.one(name, top ? partName(top.part) : '', done, least, whole));
  }
}

/* Every position's share and interval of each part, and what the first step costs. */
function tableOf({ event, setup }: PartRanksProps, order: readonly Ranked[], first: number) {
  const { table } = words;
  const positions = setup.depths.map((depth) => ringName(depth, setup.length));
  const source = event.shift === null ? [] : [say(table.source)];
  return {
    head: [
      say(table.layer),
      say(table.head),
      ...positions.flatMap((name) => [say(table.right(name)), say(table.low), say(table.high)]),
      say(ranks(setup.objective) ? table.hinge : table.loss),
      ...source,
    ],
    rows: order.map(({ part, answers }) => [
      part.layer,
      part.head ?? Number.NaN,
      ...positions.flatMap((_, position) => {
        const { share, low, high } = shareOf(answers, position, event.graphs);
        return [share, low, high];
      }),
      answers.loss[first] ?? Number.NaN,
      ...source.map(() => (answers.source[first] ?? Number.NaN) / event.graphs),
    ]),
    whole: true,
  };
}

/** All parts of a model, the one that its first step needs most first; several can be pressed. */
export function PartRanks(props: PartRanksProps) {
  const { event, setup, name, chosen, onToggle } = props;
  const id = useId();
  const first = firstStepPosition(setup);
  const order = ranked(event, first);
  const height = SCALE.top + order.length * ROW;
  const lossColumn = 2 + 3 * setup.length;
  return (
    <Figure
      class="part-ranks"
      caption={
        <>
          <b data-value="finding">{caption(props, order, first)}</b>
          {say(gap)}
          {say(words.ranksNote(percent(1 / setup.degree)))}
        </>
      }
      name={`pathstar-parts-${event.shift === null ? 'off' : 'patched'}-${setup.objective}-step-${event.step}`}
      table={() => tableOf(props, order, first)}
      cell={(value, column) =>
        Number.isNaN(value)
          ? '–'
          : column < 2
            ? count(value)
            : column === lossColumn
              ? value.toFixed(4)
              : percent(value)
      }
    >
      <fieldset>
        <legend class="unseen">{say(words.ranks(name))}</legend>
        <div class="rows">
          <div class="row-plane">
            <svg viewBox={`0 0 ${SCALE.width} ${height}`} aria-hidden="true">
              <Scale
                bottom={height}
                chance={1 / setup.degree}
                whole={shareOf(event.whole, first, event.graphs).share}
              />
              {order.map(({ part, answers }, row) => {
                const share = shareOf(answers, first, event.graphs);
                const y = SCALE.top + (row + 0.5) * ROW;
                return (
                  <g key={part.name} class={chosen.includes(part.name) ? 'chosen' : ''}>
                    <rect class="cell" x="0" y={y - ROW / 2} width={SCALE.width} height={ROW} />
                    <text class="name" x="30" y={y} dy="0.36em">
                      {partName(part)}
                    </text>
                    <Dot {...share} y={y} />
                    <text class="number" x={SCALE.width - 2} y={y} dy="0.36em">
                      {percent(share.share)}
                    </text>
                  </g>
                );
              })}
            </svg>
            {order.map(({ part, answers }, row) => (
              <label
                key={part.name}
                style={{
                  top: `${(100 * (SCALE.top + row * ROW)) / height}%`,
                  height: `${(100 * ROW) / height}%`,
                }}
              >
                <input
                  type="checkbox"
                  id={`${id}-${part.name}`}
                  aria-label={say(words.row(partName(part), percent(shareOf(answers, first, event.graphs).share)))}
                  checked={chosen.includes(part.name)}
                  onChange={() => onToggle(part.name)}
                />
              </label>
            ))}
          </div>
        </div>
      </fieldset>
    </Figure>
  );
}
