import type { Description } from '../../../engine/shared/description';
import { optionOf } from '../../../engine/shared/description';
import { nameOf } from '../../../state/config/names';
import type { Grouping } from '../../../state/sweep/groups';
import { MEASURES } from '../../../state/sweep/measures';
import type { SweepRun } from '../../../state/sweep/read';
import { percent } from '../../../text/numbers';
import { say } from '../../../text/say';
import { Figure } from '../../../ui/figure/figure';
import type { Table } from '../../../ui/figure/save';
import { armColour, themed } from '../../../ui/graph/palette';
import { titleOf } from './format';
import { words } from './words';
import '../../../ui/figure/key.css';

/* An objective is told apart by shape and colour; the shapes come round again after the last. */
const SHAPES = [
  'm-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z',
  'm-4.5-4.5h9v9h-9z',
  'm0-6l5.5 9.5h-11z',
  'm0-6l6 6l-6 6l-6-6z',
] as const;

const SIZE = { width: 400, height: 330 } as const;
const LEFT = 46;
const RIGHT = 24;
const TOP = 24;
const BOTTOM = 42;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

const x = (value: number): number => LEFT + (SIZE.width - LEFT - RIGHT) * value;
const y = (value: number): number => TOP + (SIZE.height - TOP - BOTTOM) * (1 - value);

interface ScatterProps {
  readonly grouping: Grouping;
  readonly description: Description;
}

/** Is the failure that errors pile up? Every run's paths as measured against what piling up alone would leave. */
export function Scatter({ grouping, description }: ScatterProps) {
  const { results } = grouping;
  const option = optionOf(description, 'objective');
  const choices = option.type === 'choice' ? option.choices : [];
  const objectiveOf = ({ config }: SweepRun) => choices.indexOf(String(config.objective));
  const runs = results.runs.filter((run) => !Number.isNaN(MEASURES.snowball.of(run)));
  const objectives = [...new Set(runs.map(objectiveOf))].sort((a, b) => a - b);
  return (
    <div class="figures">
      <div class="chart">
        <Figure
          caption={say(words.scatterCaption)}
          name={`${results.name}-snowball`}
          table={() => tableOf(grouping)}
          cell={percent}
        >
          <svg
            class="scatter"
            viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
            role="img"
            aria-label={say(words.scatterCaption)}
          >
            {TICKS.map((tick) => (
              <g key={tick}>
                <path class="grid" d={`M${x(0)} ${y(tick)}H${x(1)}`} />
                <text class="y" x={LEFT - 6} y={y(tick) + 4}>
                  {percent(tick)}
                </text>
                <text class="x" x={x(tick)} y={y(0) + 18}>
                  {percent(tick)}
                </text>
              </g>
            ))}
            <text class="x" x={x(0.5)} y={SIZE.height - 6}>
              {say(words.predictedAxis)}
            </text>
            <text class="begin" x={4} y={12}>
              {say(words.measuredAxis)}
            </text>
            <path class="diagonal" d={`M${x(0)} ${y(0)}L${x(1)} ${y(1)}`} />
            <text class="y" x={x(0.55)} y={y(0.6)}>
              {say(words.explained)}
            </text>
            {runs.map((run) => (
              <Mark
                key={run.id}
                objective={objectiveOf(run)}
                at={[x(MEASURES.snowball.of(run)), y(MEASURES.path.of(run))]}
              />
            ))}
          </svg>
        </Figure>
        <ul class="key">
          {objectives.map((objective) => (
            <li key={objective}>
              <svg class="scatter" width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true">
                <Mark objective={objective} at={[0, 0]} />
              </svg>
              {nameOf(choices[objective] ?? '')}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function Mark({
  objective,
  at: [across, down],
}: {
  readonly objective: number;
  readonly at: readonly [number, number];
}) {
  const colour = themed(armColour(objective));
  const shape = SHAPES[objective % SHAPES.length] ?? '';
  return (
    <path
      class="mark"
      d={`M${across.toFixed(1)} ${down.toFixed(1)}${shape}`}
      style={{ fill: colour, stroke: colour }}
    />
  );
}

function tableOf(grouping: Grouping): Table {
  return {
    head: [words.runs, words.seed, words.predictedAxis, words.measuredAxis].map(say<string>),
    rows: grouping.groups.flatMap((group) => {
      const title = titleOf(grouping, group);
      return group.runs.map((run) => [title, String(run.seed), MEASURES.snowball.of(run), MEASURES.path.of(run)]);
    }),
    whole: true,
  };
}
