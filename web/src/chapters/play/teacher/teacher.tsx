import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { gap } from '../../../text/list';
import { count, minus, percent } from '../../../text/numbers';
import { say } from '../../../text/say';
import { marks } from '../../../text/words';
import { Choose } from '../../../ui/choose';
import { Figure } from '../../../ui/figure/figure';
import type { Table } from '../../../ui/figure/save';
import { ringName } from '../../../ui/graph/palette';
import { EXAMPLES } from '../examples';
import { Formula } from './formula';
import { arrow, Picture } from './picture';
import { BEGIN, descend, type Pair, partsOf, REACH, type Reading, read, STEP_SIZE, standing, stepOf } from './toy';
import { words } from './words';
import './teacher.css';

/* The star that the page opens with. */
const [GRAPH] = EXAMPLES;
const SIZE = { degree: GRAPH.arms.length, length: GRAPH.arms[0]?.length ?? 2 };
const NODES = new Set(GRAPH.arms.flat()).size;

/** The visitor is the gradient: what the teacher's tokens do to the signal of the first step. */
export function Teacher() {
  const shown = useSignal(true);
  const weights = useSignal(BEGIN);
  const reading = read(SIZE, shown.value, weights.value);
  return (
    <div class="teacher">
      <p class="aside">{say(words.lead)}</p>
      <Choose
        legend={say(words.tokens)}
        value={shown.value ? 'shown' : 'hidden'}
        choices={[
          ['shown', say(words.shown)],
          ['hidden', say(words.hidden)],
        ]}
        onChange={(choice) => {
          shown.value = choice === 'shown';
        }}
      />
      <ToyFigure reading={reading} shown={shown.value} />
      <div class="hands">
        {(['shortcut', 'plan'] as const).map((name) => (
          <Weight
            key={name}
            name={name}
            value={weights.value[name]}
            reading={reading}
            onChange={(value) => {
              weights.value = { ...weights.peek(), [name]: value };
            }}
          />
        ))}
        <p class="buttons">
          <button
            type="button"
            onClick={() => {
              weights.value = descend(weights.peek(), reading.gradient);
            }}
          >
            {say(words.step)}
          </button>
          <button
            type="button"
            onClick={() => {
              weights.value = BEGIN;
            }}
          >
            {say(words.again)}
          </button>
        </p>
        <p class="told" role="status" data-standing={standing(reading)}>
          {told(reading, shown.value)}
        </p>
      </div>
      <div class="model">
        <p class="aside">
          {say(words.model(NODES))}
          {say(gap)}
          {say(words.exact)}
        </p>
        <details>
          <summary>{say(words.formula)}</summary>
          <Formula nodes={NODES} />
          <p class="aside">{say(words.symbols(SIZE.degree, NODES, STEP_SIZE))}</p>
        </details>
      </div>
    </div>
  );
}

function told(reading: Reading, shown: boolean) {
  const now = standing(reading);
  if (now === 'stuck') return say(words.stuck(SIZE.degree));
  return say(words[now][shown ? 'shown' : 'hidden']);
}

interface WeightProps {
  readonly name: keyof Pair;
  readonly value: number;
  readonly reading: Reading;
  readonly onChange: (value: number) => void;
}

/* The scale that the arrow is drawn on, in units of its view box; the slider's handle is as far from its ends. */
const SCALE = 40;

/** A weight as a slider, with the next step of gradient descent as an arrow over it. */
function Weight({ name, value, reading, onChange }: WeightProps) {
  const id = useId();
  const slope = reading.gradient[name];
  return (
    <div class="weight" data-weight={name}>
      <label for={id}>
        <b>{say(words.name[name])}</b>
        {say(marks.colon)}
        {say(words.about[name])}
      </label>
      <svg viewBox={`${-SCALE * REACH} -6 ${2 * SCALE * REACH} 12`} aria-hidden="true">
        <g transform={`translate(${SCALE * value} 0)`}>
          <line y1={-6} y2={6} />
          <path d={arrow(SCALE * stepOf(reading.gradient)[name], SCALE * (REACH - Math.sign(-slope) * value))} />
        </g>
      </svg>
      <input
        id={id}
        type="range"
        min={-REACH}
        max={REACH}
        step={0.1}
        value={value}
        aria-valuetext={`${minus(value.toFixed(1))}${say(marks.comma)}${say(words.attention(percent(reading.shares[name])))}`}
        aria-describedby={`${id}-slope`}
        onInput={(event) => onChange(Number(event.currentTarget.value))}
      />
      <p class="aside">
        <b data-value="weight">{minus(value.toFixed(1))}</b>
        {say(marks.comma)}
        {say(words.attention(percent(reading.shares[name])))}
        {say(marks.stop)}
        <span id={`${id}-slope`} data-value="gradient">
          {say(words.slope[slope < 0 ? 'up' : 'down'](slopeOf(slope)))}
        </span>
      </p>
    </div>
  );
}

const slopeOf = (value: number): string => `${value > 0 ? '+' : ''}${minus(value.toFixed(3))}`;

interface ToyFigureProps {
  readonly reading: Reading;
  readonly shown: boolean;
}

function ToyFigure({ reading, shown }: ToyFigureProps) {
  const { firstStep, shortcut, plan } = partsOf(reading);
  const larger = plan > shortcut ? 'plan' : 'shortcut';
  const seen = say(words.seen(percent(firstStep), larger, percent(Math.max(shortcut, plan))));
  return (
    <Figure
      caption={
        <>
          <b>{seen}</b>
          {say(gap)}
          {say(words.reading(SIZE.degree))}
        </>
      }
      name={`pathstar-teacher-${shown ? 'shown' : 'hidden'}`}
      table={() => tableOf(reading, shown)}
      cell={(value, column) => (column < 4 ? count(value) : column < 6 ? value.toFixed(3) : slopeOf(value))}
    >
      <Picture graph={GRAPH} shown={shown} reading={reading} label={seen} />
    </Figure>
  );
}

function tableOf({ positions, loss, gradient }: Reading, shown: boolean): Table {
  const path = GRAPH.arms[GRAPH.goal_arm] ?? [];
  const { position, node, looks, probability, shortcut, plan } = words.table;
  return {
    head: [position, node, words.before, looks, probability, words.loss, shortcut, plan].map(say),
    rows: [
      ...positions.map(({ depth, looks, right, loss, gradient }) => [
        ringName(depth, SIZE.length),
        path[depth] ?? '',
        shown ? (path[depth - 1] ?? '') : '_',
        looks,
        right,
        loss,
        gradient.shortcut,
        gradient.plan,
      ]),
      [say(words.all), '', '', '', '', loss, gradient.shortcut, gradient.plan],
    ],
    whole: true,
  };
}
