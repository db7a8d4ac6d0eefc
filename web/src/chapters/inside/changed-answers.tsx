import type { Answers, OperatedEvent } from '../../engine/shared/protocol';
import type { Setup } from '../../state/lane';
import { firstStepPosition } from '../../state/learnt';
import { gap } from '../../text/list';
import { count, percent } from '../../text/numbers';
import { say } from '../../text/say';
import { Figure } from '../../ui/figure/figure';
import { ringColour, ringName, themed } from '../../ui/graph/palette';
import { Dot, SCALE, Scale } from './dot-row';
import { shareOf } from './operations';
import { doneTo, partName } from './part-ranks';
import { words } from './surgery-words';

const ROW = 34;

interface ChangedAnswersProps {
  readonly event: OperatedEvent;
  /** Of the operation on all chosen parts. */
  readonly answers: Answers;
  /** Their names. */
  readonly chosen: readonly string[];
  readonly setup: Setup;
}

/** What each target position is right in, with some parts changed and without. */
export function ChangedAnswers({ event, answers, chosen, setup }: ChangedAnswersProps) {
  const { graphs, whole } = event;
  const first = firstStepPosition(setup);
  const names = setup.depths.map((depth) => ringName(depth, setup.length));
  const at = (of: Answers, position: number) => shareOf(of, position, graphs);
  const parts = event.parts
    .filter(({ name }) => chosen.includes(name))
    .map(partName)
    .join(' + ');
  const found = say(
    words.changed(parts, doneTo(event), percent(at(answers, first).share), percent(at(whole, first).share)),
  );
  const source = event.shift === null ? '' : say(words.source(percent((answers.source[first] ?? Number.NaN) / graphs)));
  const { position, right, low, high, now, whole: before } = words.table;
  const table = () => ({
    head: [position, right(say(before)), low, high, right(say(now)), low, high].map(say),
    rows: names.map((_, index) => {
      const [were, are] = [at(whole, index), at(answers, index)];
      return [index + 1, were.share, were.low, were.high, are.share, are.low, are.high];
    }),
    whole: true,
  });
  const height = SCALE.top + names.length * ROW;
  return (
    <Figure
      class="changed-answers"
      caption={
        <>
          <b data-value="changed">
            {found}
            {source && say(gap)}
            {source}
          </b>
          {say(gap)}
          {say(words.changedNote)}
        </>
      }
      name={`pathstar-changed-${event.shift === null ? 'off' : 'patched'}-${setup.objective}-step-${event.step}`}
      table={table}
      cell={(value, column) => (column === 0 ? count(value) : percent(value))}
    >
      <svg viewBox={`0 0 ${SCALE.width} ${height}`} role="img" aria-label={found}>
        <Scale bottom={height} chance={1 / setup.degree} />
        {names.map((name, index) => {
          const y = SCALE.top + (index + 0.5) * ROW;
          return (
            <g key={name} style={{ color: themed(ringColour(setup.depths[index] ?? 0, setup.length)) }}>
              <text class="name" x="4" y={y} dy="0.36em">
                {index + 1} {name}
              </text>
              <Dot {...at(whole, index)} y={y - 6} kind="whole" />
              <Dot {...at(answers, index)} y={y + 6} />
              <text class="number" x={SCALE.width - 2} y={y} dy="0.36em">
                {percent(at(answers, index).share)}
              </text>
            </g>
          );
        })}
      </svg>
    </Figure>
  );
}
