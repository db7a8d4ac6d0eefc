import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { type Both, say } from '../../text/say';
import type { Table } from './save';
import { words } from './words';
import './figure.css';

interface FigureProps {
  /** What is seen, then how it is read: the caption. */
  readonly caption: ComponentChildren;
  /** Of the saved files, without an ending. */
  readonly name: string;
  /** Fetches what `table` and `cell` need, before they are called. */
  readonly fetch?: () => Promise<unknown>;
  /** Every number of the picture, made when it is asked for. */
  readonly table: () => Table;
  /** All that belongs to it, for programs, where a table does not hold it. */
  readonly json?: () => unknown;
  /** How the table writes a number; as it is where not given. */
  readonly cell?: (value: number, column: number) => string;
  readonly class?: string;
  /** The picture: its first <svg> is what is saved. */
  readonly children: ComponentChildren;
}

/** A picture with its words: caption, and a menu with its numbers as a table and the ways to take both along. */
export function Figure(props: FigureProps) {
  const { caption, name, fetch, table, json, cell = String, class: className = '', children } = props;
  const host = useRef<HTMLElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const open = useSignal(false);
  /* Fetched when it is first opened. */
  const data = useSignal<typeof import('./data') | null>(null);
  const tabled = useSignal(false);
  const problem = useSignal<Both | null>(null);
  const menu = useId();
  const toggle = async () => {
    open.value = !open.peek();
    problem.value = null;
    if (data.peek()) return;
    try {
      [data.value] = await Promise.all([import('./data'), fetch?.()]);
    } catch {
      open.value = false;
      problem.value = words.notFetched;
    }
  };
  const { Menu, Numbers } = data.value ?? { Menu: null, Numbers: null };
  return (
    <figure class={`figure ${className}`} ref={host}>
      <figcaption>{caption}</figcaption>
      <div class="data">
        <button
          type="button"
          class="quiet"
          ref={button}
          aria-haspopup="menu"
          aria-expanded={open.value}
          aria-controls={menu}
          onClick={() => void toggle()}
        >
          {say(words.data)}
        </button>
        {Menu && open.value && (
          <Menu
            id={menu}
            tabled={tabled}
            problem={problem}
            picture={() => host.current?.querySelector<SVGSVGElement>('.picture svg') ?? null}
            name={name}
            table={table}
            json={json}
            onClose={(refocus) => {
              open.value = false;
              if (refocus) button.current?.focus();
            }}
          />
        )}
      </div>
      <div class="picture">{children}</div>
      {Numbers && tabled.value && <Numbers table={table()} cell={cell} name={name} />}
      {problem.value && (
        <p class="problem" role="alert">
          {say(problem.value)}
        </p>
      )}
    </figure>
  );
}
