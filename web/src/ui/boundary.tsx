import type { ComponentChildren } from 'preact';
import { useErrorBoundary } from 'preact/hooks';
import { words } from '../state/page-words';
import { say } from '../text/say';

/** Keeps a fault in one part of the page from taking the others with it: in its place stands what can be done. */
export function Boundary({ children }: { readonly children: ComponentChildren }) {
  const [fault, tryAgain]: [unknown, () => void] = useErrorBoundary();
  if (fault === undefined) return <>{children}</>;
  return (
    <div class="notice" role="alert">
      <p>{say(words.fault)}</p>
      <p>
        <code>{fault instanceof Error ? fault.message : String(fault)}</code>
      </p>
      <button type="button" onClick={tryAgain}>
        {say(words.tryAgain)}
      </button>
    </div>
  );
}
