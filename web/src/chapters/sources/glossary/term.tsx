import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { chapters } from '../../../state/page-words';
import { say } from '../../../text/say';
import { fetchGlossary, glossary } from './fetched';
import type { GlossaryName } from './words';
import './term.css';

interface TermProps {
  readonly name: GlossaryName;
  /** The word as the sentence has it. */
  readonly children: ComponentChildren;
}

/* Between the word and its meaning, and between that and the window's edge, in pixels. */
const GAP = 6;

/** A word of the glossary in running text: a button that opens the word's meaning in place. */
export function Term({ name, children }: TermProps) {
  const id = useId();
  const word = useRef<HTMLButtonElement>(null);
  const note = useRef<HTMLSpanElement>(null);
  const open = useSignal(false);
  const entry = glossary.value?.[name];

  useEffect(() => {
    if (!open.value) return;
    fetchGlossary();
    if (word.current && note.current) place(note.current, word.current);
    const close = () => note.current?.hidePopover();
    addEventListener('hashchange', close);
    return () => removeEventListener('hashchange', close);
  }, [open.value, entry]);

  return (
    <>
      <button ref={word} type="button" class="term" popovertarget={id}>
        {children}
      </button>
      <span
        ref={note}
        id={id}
        class="term-note"
        popover="auto"
        onToggle={({ newState }) => {
          open.value = newState === 'open';
        }}
      >
        {entry && (
          <>
            <b>{say(entry.term)}</b> {say(entry.meaning)}{' '}
          </>
        )}
        <a href="#sources">{say(chapters.sources.title)}</a>
      </span>
    </>
  );
}

/* Under the word, or over it where there is no room; within the window. */
function place(note: HTMLElement, word: HTMLElement): void {
  const { left, top, bottom } = word.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = note;
  const { clientWidth, clientHeight } = document.documentElement;
  const below = bottom + GAP;
  const fits = below + offsetHeight <= clientHeight;
  note.style.left = `${Math.max(GAP, Math.min(left, clientWidth - offsetWidth - GAP))}px`;
  note.style.top = `${fits ? below : Math.max(GAP, top - GAP - offsetHeight)}px`;
}
