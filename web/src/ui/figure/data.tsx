import type { Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { type Both, say } from '../../text/say';
import { words } from './data-words';
import { csv, download, savePng, saveSvg, type Table } from './save';
import { words as figureWords } from './words';
import './data.css';

export { Numbers } from './numbers';

const FILES = ['PNG', 'SVG', 'CSV', 'JSON'] as const;

interface MenuProps {
  readonly id: string;
  /** Whether the numbers are shown; what could not be done. */
  readonly tabled: Signal<boolean>;
  readonly problem: Signal<Both | null>;
  readonly picture: () => SVGSVGElement | null;
  readonly name: string;
  readonly table: () => Table;
  readonly json: (() => unknown) | undefined;
  /** `refocus`: whether the button that opened it takes the focus back. */
  readonly onClose: (refocus: boolean) => void;
}

/** A figure's menu. It has the focus while it is open: arrows, Home and End go through it, Escape leads back. */
export function Menu({ id, tabled, problem, picture, name, table, json, onClose }: MenuProps) {
  const host = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    host.current?.querySelector('button')?.focus();
    const elsewhere = ({ target }: Event) => {
      if (target instanceof Node && !host.current?.parentElement?.contains(target)) close.current(false);
    };
    addEventListener('pointerdown', elsewhere);
    addEventListener('focusin', elsewhere);
    return () => {
      removeEventListener('pointerdown', elsewhere);
      removeEventListener('focusin', elsewhere);
    };
  }, []);
  const press = (event: KeyboardEvent) => {
    const items = [...(host.current?.querySelectorAll('button') ?? [])];
    const at = items.findIndex((item) => item.matches(':focus'));
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Escape') onClose(true);
    else if (next === undefined) return;
    else items.at(next % items.length)?.focus();
    event.preventDefault();
  };
  const save = async (kind: (typeof FILES)[number]) => {
    onClose(true);
    const svg = picture();
    if (kind === 'CSV') download(`${name}.csv`, csv(table()), 'text/csv');
    else if (kind === 'JSON') download(`${name}.json`, JSON.stringify(json?.(), null, 1), 'application/json');
    else if (svg && kind === 'SVG') saveSvg(svg, name);
    else if (svg)
      await savePng(svg, name).catch(() => {
        problem.value = words.notDrawn;
      });
  };
  return (
    <div
      class="data-menu"
      role="menu"
      tabIndex={-1}
      id={id}
      aria-label={say(figureWords.data)}
      ref={host}
      onKeyDown={press}
    >
      <button
        type="button"
        role="menuitemcheckbox"
        aria-checked={tabled.value}
        onClick={() => {
          tabled.value = !tabled.value;
          onClose(true);
        }}
      >
        {say(words.asTable)}
      </button>
      {FILES.filter((kind) => kind !== 'JSON' || json).map((kind) => (
        <button key={kind} type="button" role="menuitem" onClick={() => void save(kind)}>
          {say(words.saveAs(kind))}
        </button>
      ))}
    </div>
  );
}
