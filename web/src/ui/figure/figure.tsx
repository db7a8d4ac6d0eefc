import { useSignal } from '@preact/signals';
import type { ComponentChildren, ComponentType } from 'preact';
import { useRef } from 'preact/hooks';
import { type Both, say } from '../../text/say';
import type { NumbersProps } from './numbers';
import type { Table } from './save';
import { words } from './words';
import './figure.css';

const FILES = ['PNG', 'SVG', 'CSV'] as const;

interface FigureProps {
  /** What is seen, in a sentence: the caption. */
  readonly caption: ComponentChildren;
  /** Of the saved files, without an ending. */
  readonly name: string;
  /** Fetches what `table` and `cell` need, before they are called. */
  readonly fetch?: () => Promise<unknown>;
  /** Every number of the picture, made when it is asked for. */
  readonly table: () => Table;
  /** How the table writes a number; as it is where not given. */
  readonly cell?: (value: number, column: number) => string;
  readonly class?: string;
  /** The picture: its first <svg> is what is saved. */
  readonly children: ComponentChildren;
}

/** A picture with its words: caption, its numbers as a table, and ways to take both along. */
export function Figure({ caption, name, fetch, table, cell = String, class: className = '', children }: FigureProps) {
  const host = useRef<HTMLElement>(null);
  const open = useSignal<{ readonly Numbers: ComponentType<NumbersProps> } | null>(null);
  const problem = useSignal<Both | null>(null);
  const together = <T,>(module: Promise<T>): Promise<T | null> =>
    Promise.all([module, fetch?.()]).then(
      ([arrived]) => arrived,
      () => null,
    );
  const toggle = async (opens: boolean) => {
    const numbers = opens ? await together(import('./numbers')) : null;
    open.value = numbers;
    problem.value = opens && !numbers ? words.notFetched : null;
  };
  const save = async (kind: (typeof FILES)[number]) => {
    problem.value = null;
    /* Fetched when a visitor saves something. */
    const saver = await together(import('./save'));
    const svg = host.current?.querySelector<SVGSVGElement>('.picture svg');
    if (!saver) problem.value = words.notFetched;
    else if (kind === 'CSV') saver.download(`${name}.csv`, saver.csv(table()), 'text/csv');
    else if (svg && kind === 'SVG') saver.saveSvg(svg, name);
    else if (svg) await saver.savePng(svg, name).catch(() => (problem.value = words.notDrawn));
  };
  return (
    <figure class={`figure ${className}`} ref={host}>
      <figcaption>{caption}</figcaption>
      <div class="picture">{children}</div>
      <div class="take">
        <details onToggle={(event) => void toggle(event.currentTarget.open)}>
          <summary>{say(words.asTable)}</summary>
          {open.value && <open.value.Numbers table={table()} cell={cell} name={name} />}
        </details>
        <p class="save">
          {FILES.map((kind) => (
            <button
              key={kind}
              type="button"
              class="quiet"
              aria-label={say(words.saveAs(kind))}
              onClick={() => void save(kind)}
            >
              {kind}
            </button>
          ))}
        </p>
      </div>
      {problem.value && (
        <p class="problem" role="alert">
          {say(problem.value)}
        </p>
      )}
    </figure>
  );
}
