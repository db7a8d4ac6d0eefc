import { useId } from 'preact/hooks';
import { percent } from '../text/numbers';
import { say } from '../text/say';
import { matrixOf, readingOf, type View, type Weights } from './attention';
import { SmallStar } from './attention-star';
import { words } from './words';
import './head-grid.css';

interface HeadGridProps {
  readonly attended: Weights;
  /** From 0. */
  readonly position: number;
  readonly view: View;
  readonly onView: (view: View) => void;
}

/** Every head as a small star, layers downwards; one of them, or the mean of all, is chosen. */
export function HeadGrid({ attended, position, view, onView }: HeadGridProps) {
  const name = useId();
  const { layers, heads, graph } = attended;
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
    <fieldset class="head-grid">
      <legend>{say(words.heads)}</legend>
      <p class="aside">{say(words.headsNote(percent(1 / graph.arms.length)))}</p>
      <div class="scroll-sideways">
        <div class="grid" style={{ '--heads': heads }}>
          {Array.from({ length: layers }, (_, layer) => (
            <div class="row" key={layer}>
              <span class="layer">{say(words.layer(layer + 1))}</span>
              {Array.from({ length: heads }, (_, index) => {
                const head = layer * heads + index;
                const row = matrixOf(attended, head)[position] ?? new Float32Array();
                const { right } = readingOf(graph, row, position);
                const share = Number.isNaN(right) ? say(words.noEdges) : percent(right);
                return (
                  <label key={head} class={view === head ? 'head chosen' : 'head'}>
                    <input
                      type="radio"
                      name={name}
                      value={head}
                      checked={view === head}
                      aria-label={say(words.headShare(say(words.head(layer + 1, index + 1)), share))}
                      onChange={() => onView(head)}
                      onKeyDown={(event) => move(event, head)}
                    />
                    <SmallStar graph={graph} row={row} />
                    <span>{share}</span>
                  </label>
                );
              })}
            </div>
          ))}
        </div>
      </div>
      <label class={view === 'mean' ? 'mean chosen' : 'mean'}>
        <input type="radio" name={name} value="mean" checked={view === 'mean'} onChange={() => onView('mean')} />
        {say(words.mean)}
      </label>
    </fieldset>
  );
}
