import { useId } from 'preact/hooks';
import { gap } from '../../text/list';
import { count, percent } from '../../text/numbers';
import { say } from '../../text/say';
import { Figure } from '../../ui/figure/figure';
import { matrixOf, readingOf, type View, type Weights } from './attention';
import { SmallStar } from './attention-star';
import { tableOfHeads } from './attention-table';
import { headsSeen } from './seen';
import { words } from './words';
import './head-grid.css';

interface HeadGridProps {
  readonly attended: Weights;
  /** From 0. */
  readonly position: number;
  readonly view: View;
  readonly onView: (view: View) => void;
  /** Of the saved files, without an ending. */
  readonly name: string;
}

/* In pixels; drawn larger where there is room, and smaller where a little is missing, down to texts of 11 px. */
const LEFT = 54;
const CELL = { width: 74, height: 88 } as const;
const STAR = 62;
const SMALLEST = 11 / 13;
const LARGEST = 1.4;

/** Every head as a small star, layers downwards; one of them, or the mean of all, is chosen. */
export function HeadGrid({ attended, position, view, onView, name }: HeadGridProps) {
  const group = useId();
  const { layers, heads, graph } = attended;
  const width = LEFT + heads * CELL.width;
  const height = layers * CELL.height;
  const cells = Array.from({ length: layers * heads }, (_, head) => {
    const row = matrixOf(attended, head)[position] ?? new Float32Array();
    const { right } = readingOf(graph, row, position);
    const share = Number.isNaN(right) ? say(words.noEdges) : percent(right);
    const layer = Math.floor(head / heads);
    return { head, layer, row, share, x: LEFT + (head % heads) * CELL.width, y: layer * CELL.height };
  });
  const move = (event: KeyboardEvent, head: number) => {
    const by = { ArrowUp: -heads, ArrowDown: heads, ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = head + by;
    if (next < 0 || next >= layers * heads) return;
    onView(next);
    if (event.currentTarget instanceof HTMLElement)
      event.currentTarget.closest('fieldset')?.querySelector<HTMLInputElement>(`input[value="${next}"]`)?.focus();
  };
  return (
    <Figure
      class="head-grid"
      caption={[headsSeen(attended, position), say(words.headsNote)].join(say(gap))}
      name={name}
      table={() => tableOfHeads(attended, position)}
      cell={(value, column) => (Number.isNaN(value) ? '–' : column < 2 ? count(value) : percent(value))}
    >
      <fieldset>
        <legend class="unseen">{say(words.heads)}</legend>
        <div class="scroll-sideways">
          <div class="grid" style={{ 'min-width': `${SMALLEST * width}px`, 'max-width': `${LARGEST * width}px` }}>
            <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
              {Array.from({ length: layers }, (_, layer) => (
                <text key={layer} class="layer" y={layer * CELL.height + STAR / 2 + 4} dy="0.36em">
                  {say(words.layer(layer + 1))}
                </text>
              ))}
              {cells.map(({ head, row, share, x, y }) => (
                <g key={head} class={view === head ? 'chosen' : ''} transform={`translate(${x} ${y})`}>
                  <rect class="cell" x="2" y="1" width={CELL.width - 4} height={CELL.height - 3} />
                  <rect class="mark" x="2" y={CELL.height - 5} width={CELL.width - 4} height="3" />
                  <g transform={`translate(${(CELL.width - STAR) / 2} 4)`}>
                    <SmallStar graph={graph} row={row} size={STAR} />
                  </g>
                  <text class="share" x={CELL.width / 2} y={STAR + 13} dy="0.36em">
                    {share}
                  </text>
                </g>
              ))}
            </svg>
            {cells.map(({ head, layer, share, x, y }) => (
              <input
                key={head}
                type="radio"
                name={group}
                value={head}
                checked={view === head}
                aria-label={say(words.headShare(say(words.head(layer + 1, (head % heads) + 1)), share))}
                style={{
                  left: `${(100 * x) / width}%`,
                  top: `${(100 * y) / height}%`,
                  width: `${(100 * CELL.width) / width}%`,
                  height: `${(100 * CELL.height) / height}%`,
                }}
                onChange={() => onView(head)}
                onKeyDown={(event) => move(event, head)}
              />
            ))}
          </div>
        </div>
        <label class={view === 'mean' ? 'mean chosen' : 'mean'}>
          <input type="radio" name={group} value="mean" checked={view === 'mean'} onChange={() => onView('mean')} />
          {say(words.mean)}
        </label>
      </fieldset>
    </Figure>
  );
}
