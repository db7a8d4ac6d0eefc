import { say } from '../../../text/say';
import type { Arms } from '../../../ui/graph/layout';
import { armColour, ringColour, ringName, themed } from '../../../ui/graph/palette';
import { type Pair, type Position, type Reading, stepOf } from './toy';
import { words } from './words';

interface PictureProps {
  readonly graph: Arms;
  readonly shown: boolean;
  readonly reading: Reading;
  readonly label: string;
}

/* In units of the view box, which is as wide as a phone. */
const WIDTH = 360;
const LEFT = 78;
const NAMES = 12;
const STAR = { top: 36, apart: 30, radius: 11 } as const;
const BARS = { height: 86, width: 34 } as const;
const MEAN = 24;
const ROW = 25;
/* Of an arrow that adds 1 to a weight, and the longest there is room for. */
const UNIT = 46;
const LONGEST = 42;

/** The star unrolled, its arms from left to right; under each position what stood before, its loss, and its pull on the weights. */
export function Picture({ graph, shown, reading, label }: PictureProps) {
  const { positions, loss } = reading;
  const degree = graph.arms.length;
  const length = positions.length + 1;
  const nodes = 1 + degree * positions.length;
  const path = graph.arms[graph.goal_arm] ?? [];
  const column = (WIDTH - LEFT) / positions.length;
  const centre = (depth: number) => (depth === 0 ? LEFT / 2 : LEFT + column * (depth - 0.5));
  const armY = (arm: number) => STAR.top + STAR.apart * arm;
  const startY = (armY(0) + armY(degree - 1)) / 2;
  const before = armY(degree - 1) + STAR.radius + 20;
  const base = before + 34 + BARS.height;
  /* No loss is above that of a guess among all nodes. */
  const heightOf = (nats: number) => (BARS.height * nats) / Math.log(nodes);
  const chance = base - heightOf(Math.log(degree));
  const rows = { shortcut: base + 36, plan: base + 36 + ROW } as const;
  return (
    <svg class="toy-picture" viewBox={`0 0 ${WIDTH} ${rows.plan + 14}`} role="img" aria-label={label}>
      {[0, ...positions.map(({ depth }) => depth)].map((depth) => (
        <text key={depth} class="name" x={centre(depth)} y={NAMES} style={{ fill: themed(ringColour(depth, length)) }}>
          {ringName(depth, length)}
        </text>
      ))}

      {graph.arms.map((arm, index) => (
        <g
          key={index}
          class={index === graph.goal_arm ? 'arm right' : 'arm'}
          style={{ '--arm': themed(armColour(index)) }}
        >
          <polyline
            points={arm.map((_, depth) => `${centre(depth)},${depth === 0 ? startY : armY(index)}`).join(' ')}
          />
          {positions.map(({ depth, right, others }) => (
            <g key={depth} transform={`translate(${centre(depth)} ${armY(index)})`}>
              {arm[depth] === graph.goal && <circle class="halo" r={STAR.radius + 3} />}
              <circle class="disc" r={STAR.radius} />
              <circle class="share" r={STAR.radius} fill-opacity={0.8 * (index === graph.goal_arm ? right : others)} />
              <text dy="0.36em">{arm[depth]}</text>
            </g>
          ))}
        </g>
      ))}
      <g class="origin" transform={`translate(${centre(0)} ${startY})`}>
        <circle r={STAR.radius} />
        <text dy="0.36em">{graph.start}</text>
      </g>

      <text class="row" x={4} y={before} dy="0.36em">
        {say(words.before)}
      </text>
      {positions.map(({ depth }) => (
        <g key={depth} class={shown ? 'before' : 'before blank'} transform={`translate(${centre(depth)} ${before})`}>
          <rect x={-12} y={-10} width={24} height={20} rx={4} />
          <text dy="0.36em">{shown ? path[depth - 1] : '_'}</text>
        </g>
      ))}

      <Bar x={MEAN} base={base} height={heightOf(loss)} nats={loss} name={say(words.mean)} colour="var(--soft)" />
      <line class="level" x1={LEFT} x2={WIDTH} y1={chance} y2={chance} />
      <text class="chance" x={LEFT - 3} y={chance} dy="0.36em">
        1/{degree}
      </text>
      {positions.map(({ depth, loss }) => (
        <Bar
          key={depth}
          x={centre(depth)}
          base={base}
          height={heightOf(loss)}
          nats={loss}
          name={null}
          colour={themed(ringColour(depth, length))}
        />
      ))}
      <line class="base" x1={4} x2={WIDTH} y1={base} y2={base} />

      {(['shortcut', 'plan'] as const).map((weight) => (
        <g key={weight}>
          <text class="row" x={4} y={rows[weight]} dy="0.36em">
            {say(words.name[weight])}
          </text>
          {positions.map((position) => (
            <g key={position.depth} transform={`translate(${centre(position.depth)} ${rows[weight]})`}>
              <line class="zero" y1={-8} y2={8} />
              <path class="pull" d={arrow(UNIT * partOf(position, weight), LONGEST)} />
            </g>
          ))}
        </g>
      ))}
    </svg>
  );
}

const partOf = ({ gradient }: Position, weight: keyof Pair): number => stepOf(gradient)[weight];

interface BarProps {
  readonly x: number;
  readonly base: number;
  readonly height: number;
  readonly nats: number;
  readonly name: string | null;
  readonly colour: string;
}

function Bar({ x, base, height, nats, name, colour }: BarProps) {
  return (
    <g class="bar">
      <rect x={x - BARS.width / 2} y={base - height} width={BARS.width} height={height} style={{ fill: colour }} />
      <text x={x} y={base - height - 5}>
        {nats.toFixed(2)}
      </text>
      {name !== null && (
        <text class="row" x={x} y={base + 14}>
          {name}
        </text>
      )}
    </g>
  );
}

/** An arrow from 0 to `to` along a line; what is too short for one is a dot, what is longer than `most` ends there. */
export function arrow(to: number, most: number): string {
  const length = Math.min(most, Math.abs(to));
  if (length < 2) return 'M-1.8 0a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0 -3.6 0z';
  const head = Math.min(7, length);
  const [neck, tip, half] = [length - head, length, 0.65 * head].map((x) => Math.round(100 * x) / 100);
  const way = to < 0 ? '-' : '';
  return `M0 -1.2H${way}${neck}V-${half}L${way}${tip} 0L${way}${neck} ${half}V1.2H0z`;
}
