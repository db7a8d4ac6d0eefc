import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { copy } from '../platform/copy';
import { words } from '../state/page-words';
import { sentOf } from '../state/send';
import { useSession } from '../state/session';
import { say } from '../text/say';
import { current } from './contents';

/* How long it says that the link was copied, in milliseconds. */
const SAID_MS = 2500;

type Came = 'nothing' | 'copied' | 'by hand';

/** The link to what is on the page now, with the chapter in sight: handed to the system on a phone, else copied; where
 * neither is allowed, a field to copy it from. */
export function Share() {
  const session = useSession();
  const { link } = session;
  const came = useSignal<Came>('nothing');
  const address = useSignal('');
  const field = useRef<HTMLInputElement>(null);
  const id = useId();

  const copyLink = async () => {
    came.value = (await copy(address.value)) ? 'copied' : 'by hand';
  };
  const share = async () => {
    /* With what the race came to, as far as it goes: who opens the link sees that, and can run it to the same digest. */
    const sent = sentOf(session);
    /* A lesson's plan is its teacher's. */
    address.value = link.whole({ plan: null, ...(sent?.[0] ? { sent, budget: sent[0].step } : {}) }, current.value);
    const onPhone = matchMedia('(pointer: coarse)').matches && 'share' in navigator;
    if (!onPhone) return copyLink();
    try {
      await navigator.share({ title: document.title, url: address.value });
    } catch (failure) {
      /* A visitor who closes the system's sheet wants no copy either. */
      if (!(failure instanceof DOMException && failure.name === 'AbortError')) await copyLink();
    }
  };

  const now = came.value;
  useEffect(() => {
    if (now === 'by hand') field.current?.select();
    if (now !== 'copied') return;
    const timer = setTimeout(() => {
      came.value = 'nothing';
    }, SAID_MS);
    return () => clearTimeout(timer);
  }, [now, came]);

  return (
    <>
      <button type="button" onClick={() => void share()}>
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 15V3.5M7.5 8 12 3.5 16.5 8M8 11.5H5.5v9h13v-9H16" />
        </svg>
        <span class={now === 'copied' ? 'words said' : 'words'} aria-live="polite">
          {say(now === 'copied' ? words.copied : words.share)}
        </span>
      </button>
      {now === 'by hand' && (
        <div class="by-hand">
          <label for={id}>{say(words.copyYourself)}</label>
          <input id={id} ref={field} type="text" readOnly value={address.value} />
        </div>
      )}
    </>
  );
}
