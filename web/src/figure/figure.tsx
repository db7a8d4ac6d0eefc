import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { say } from '../text/say';
import { csv, download, savePng, saveSvg, type Table } from './save';
import { words } from './words';
import './figure.css';

interface FigureProps {
  /** What is seen, in a sentence: the caption. */
  readonly caption: ComponentChildren;
  /** Of the saved files, without an ending. */
  readonly name: string;
  /** Every number of the picture, made when it is asked for. */
  readonly table: () => Table;
  /** How the table writes a number; as it is where not given. */
  readonly cell?: (value: number, column: number) => string;
  readonly class?: string;
  /** The picture: its first <svg> is what is saved. */
  readonly children: ComponentChildren;
}

/** A picture with its words: caption, its numbers as a table, and ways to take both along. */
export function Figure({ caption, name, table, cell = String, class: className = '', children }: FigureProps) {
  const host = useRef<HTMLElement>(null);
  const open = useSignal(false);
  const problem = useSignal(false);
  const picture = () => host.current?.querySelector<SVGSVGElement>('.picture svg') ?? null;
  const png = () => {
    const svg = picture();
    if (svg) savePng(svg, name).catch(() => (problem.value = true));
  };
  const svg = () => {
    const found = picture();
    if (found) saveSvg(found, name);
  };
  const files = [
    ['PNG', png],
    ['SVG', svg],
    ['CSV', () => download(`${name}.csv`, csv(table()), 'text/csv')],
  ] as const;
  return (
    <figure class={`figure ${className}`} ref={host}>
      <figcaption>{caption}</figcaption>
      <div class="picture">{children}</div>
      <div class="take">
        <details onToggle={(event) => (open.value = event.currentTarget.open)}>
          <summary>{say(words.asTable)}</summary>
          {open.value && <Numbers table={table()} cell={cell} name={name} />}
        </details>
        <p class="save">
          {files.map(([kind, save]) => (
            <button key={kind} type="button" class="quiet" aria-label={say(words.saveAs(kind))} onClick={save}>
              {kind}
            </button>
          ))}
        </p>
      </div>
      {problem.value && (
        <p class="problem" role="alert">
          {say(words.notDrawn)}
        </p>
      )}
    </figure>
  );
}

/* Rows of the data table: enough to see the course, few enough to read. All of them are in the CSV. */
const ROWS = 24;

interface NumbersProps {
  readonly table: Table;
  readonly cell: (value: number, column: number) => string;
  readonly name: string;
}

function Numbers({ table: { head, rows }, cell, name }: NumbersProps) {
  const shown = Math.min(rows.length, ROWS);
  const chosen = Array.from({ length: shown }, (_, index) =>
    shown > 1 ? Math.round((index * (rows.length - 1)) / (shown - 1)) : 0,
  );
  return (
    <section class="scroll-sideways" tabIndex={0} aria-label={name}>
      <table>
        <thead>
          <tr>
            {head.map((text) => (
              <th scope="col" key={text}>
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {chosen.map((row) => (
            <tr key={row}>
              {rows[row]?.map((value, column) => (
                <td key={head[column]}>{typeof value === 'number' ? cell(value, column) : value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
