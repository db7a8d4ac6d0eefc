import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { words } from '../state/page-words';
import { FOLDER, useSession } from '../state/session';
import { say } from '../text/say';
import { setDoor } from '../ui/doors';
import './drop.css';

/** Takes files dropped anywhere on the page to the laboratory. Where a lesson has none, they go nowhere: a browser that
 * opened one in place of the page would end the runs. */
export function DropTarget() {
  const { files: waiting, lesson } = useSession();
  const over = useSignal(false);
  useEffect(() => {
    const wanted = () => lesson.shows('laboratory');
    const brings = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const drag = (event: DragEvent) => {
      if (!brings(event)) return;
      event.preventDefault();
      over.value = wanted();
      if (event.dataTransfer) event.dataTransfer.dropEffect = wanted() ? 'copy' : 'none';
    };
    /* Between two elements a leave comes with the next one entered; out of the window, with none. */
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) over.value = false;
    };
    const drop = (event: DragEvent) => {
      if (!brings(event)) return;
      event.preventDefault();
      over.value = false;
      const { files: given = [], items = [] } = event.dataTransfer ?? {};
      const files = [...given].map((file, at) =>
        items[at]?.webkitGetAsEntry()?.isDirectory ? new File([], file.name, { type: FOLDER }) : file,
      );
      if (!wanted() || files.length === 0) return;
      waiting.value = [...waiting.peek(), ...files];
      location.hash = 'laboratory';
      setDoor('laboratory', true);
    };
    const listeners = { dragenter: drag, dragover: drag, dragleave: leave, drop } as const;
    const stop = Object.entries(listeners).map(([name, listener]) => {
      const heard = (event: Event) => event instanceof DragEvent && listener(event);
      addEventListener(name, heard);
      return () => removeEventListener(name, heard);
    });
    return () => {
      for (const end of stop) end();
    };
  }, [waiting, lesson, over]);
  return over.value ? (
    <p class="drop-hint" aria-hidden="true">
      {say(words.drop)}
    </p>
  ) : null;
}
