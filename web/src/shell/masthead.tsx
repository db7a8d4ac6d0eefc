import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { words } from '../state/page-words';
import { chooseLocale, LOCALE_NAMES, locale, say } from '../text/say';
import { marks } from '../text/words';
import { theme, toggleTheme } from './theme';
import './masthead.css';

/** Whose page this is; the way to a lesson, the language and the theme. On a phone the icons stand for their words. */
export function Masthead() {
  const other = locale.value === 'zh' ? 'en' : 'zh';
  const missed = useSignal(false);
  const choose = () =>
    chooseLocale(other).then(
      () => {
        missed.value = false;
      },
      () => {
        missed.value = true;
      },
    );
  return (
    <header class="masthead">
      <p>
        <svg viewBox="-16 -16 32 32" aria-hidden="true">
          <path d="M0 0V-12M0 0L10.4 6M0 0L-10.4 6" />
          <circle r="4.5" />
        </svg>
        Pathstar
      </p>
      <div class="choices">
        <ForLesson />
        <button type="button" onClick={() => void choose()}>
          <span class="unseen">
            {say(words.language)}
            {say(marks.colon)}
          </span>
          <span lang={other === 'zh' ? 'zh-Hans' : 'en'}>{LOCALE_NAMES[other]}</span>
        </button>
        <button type="button" onClick={toggleTheme}>
          <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <circle cx="12" cy="12" r="8" />
            <path class="full" d="M12 4a8 8 0 0 1 0 16z" />
          </svg>
          <span class="words">{say(theme.value === 'dark' ? words.light : words.dark)}</span>
        </button>
      </div>
      {missed.value && (
        <p class="problem" role="alert">
          {say(words.languageMissed)}
        </p>
      )}
    </header>
  );
}

interface DialogProps {
  readonly onClose: () => void;
}

/* The dialog is fetched when it is asked for. */
function ForLesson() {
  const dialog = useSignal<{ readonly Dialog: ComponentType<DialogProps> } | null>(null);
  const open = async () => {
    const { LessonDialog } = await import('./lesson/lesson');
    dialog.value = { Dialog: LessonDialog };
  };
  const { Dialog } = dialog.value ?? { Dialog: null };
  return (
    <>
      <button type="button" aria-haspopup="dialog" onClick={() => void open()}>
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M2.5 9 12 4.5 21.5 9 12 13.5zM6.5 11.2V16c3 2.6 8 2.6 11 0v-4.8M21.5 9v5" />
        </svg>
        <span class="words">{say(words.lesson)}</span>
      </button>
      {Dialog && (
        <Dialog
          onClose={() => {
            dialog.value = null;
          }}
        />
      )}
    </>
  );
}
