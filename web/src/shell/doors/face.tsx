import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Chapter } from '../../state/chapters';
import { say } from '../../text/say';
import { watchNear } from '../../ui/chapter';
import './face.css';

/* What all doors show, fetched when one of them comes near; asked for again with the next if it does not come. */
const faces = signal<typeof import('./faces') | null>(null);

const fetchFaces = () => {
  if (faces.peek()) return;
  import('./faces').then(
    (module) => {
      faces.value = module;
    },
    () => {},
  );
};

/** What stands on a chapter's door: what was measured, in a line and in a picture, or the room for both. */
export function Face({ name }: { readonly name: Chapter }) {
  const host = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    addEventListener('beforeprint', fetchFaces);
    const stop = host.current && watchNear([host.current], fetchFaces);
    return () => {
      removeEventListener('beforeprint', fetchFaces);
      stop?.();
    };
  }, []);
  const found = faces.value?.faceOf(name);
  return (
    <>
      <p class="takeaway" id={`${name}-takeaway`} ref={host}>
        {found && say(found.told)}
      </p>
      <svg class="thumb" viewBox="0 0 160 88" aria-hidden="true">
        {found?.picture}
      </svg>
    </>
  );
}
