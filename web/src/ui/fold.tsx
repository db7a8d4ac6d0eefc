import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import './fold.css';

interface FoldedProps {
  readonly id: string;
  readonly open: boolean;
  /** The browser's search has found something in it. */
  readonly onFound: () => void;
  readonly children: ComponentChildren;
}

/** What is closed until it is asked for. Where the browser's search looks into what is hidden, it opens it; on paper
 * everything is open. */
export function Folded({ id, open, onFound, children }: FoldedProps) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const region = host.current;
    region?.addEventListener('beforematch', onFound);
    return () => region?.removeEventListener('beforematch', onFound);
  }, [onFound]);
  return (
    <div class="folded" id={id} ref={host} hidden={open ? undefined : 'until-found'}>
      {children}
    </div>
  );
}

interface ToggleProps {
  readonly open: boolean;
  /** The ids of what it opens, of its name and of what is said of it. */
  readonly controls: string;
  readonly name: string;
  readonly told?: string;
  readonly onToggle: () => void;
}

/** The button of what is folded: as large as the head that it stands in, whose title is its name. */
export function Toggle({ open, controls, name, told, onToggle }: ToggleProps) {
  return (
    <button
      type="button"
      class="toggle"
      aria-expanded={open}
      aria-controls={controls}
      aria-labelledby={name}
      aria-describedby={told}
      onClick={onToggle}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="m5 9 7 7 7-7" />
      </svg>
    </button>
  );
}

interface FoldProps {
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
}

/** A part of a chapter that is not needed for its story. */
export function Fold({ id, title, children }: FoldProps) {
  const open = useSignal(false);
  return (
    <section class="fold" aria-labelledby={`${id}-title`}>
      <header class="fold-head">
        <h3 id={`${id}-title`}>{title}</h3>
        <Toggle
          open={open.value}
          controls={`${id}-folded`}
          name={`${id}-title`}
          onToggle={() => {
            open.value = !open.value;
          }}
        />
      </header>
      <Folded
        id={`${id}-folded`}
        open={open.value}
        onFound={() => {
          open.value = true;
        }}
      >
        {children}
      </Folded>
    </section>
  );
}
