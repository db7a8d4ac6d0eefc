import { effect } from '@preact/signals';
import { render } from 'preact';
import { stirred } from '../platform/stirred';
import { outliveTranslation } from '../platform/translated';
import { lookForIsolation } from '../state/isolation';
import { Session, SessionProvider } from '../state/session';
import { locale, readyToSay } from '../text/say';
import { keepWordsUnbroken } from '../text/unbroken';
import { arriveAtChapters, keepPlace } from '../ui/arrival';
import { Boundary } from '../ui/boundary';
import { nextTask } from '../ui/soon';
import { App } from './app';
import { followLanguage } from './head';

void open();

async function open(): Promise<void> {
  /* Where Chinese does not come, the page is English. */
  await readyToSay(locale.peek()).catch(() => {
    locale.value = 'en';
  });
  followLanguage();
  const session = new Session();
  /* First: it knows what a link leaves out of the page. */
  void session.begin(location.search);
  const page = document.getElementById('page');
  /* Not in the task that ran all the modules, which ends with a layout of what is there. */
  await nextTask();
  if (page) {
    page.replaceChildren();
    outliveTranslation();
    keepWordsUnbroken();
    render(
      <SessionProvider value={session}>
        <Boundary>
          <App />
        </Boundary>
      </SessionProvider>,
      page,
    );
    arriveAtChapters();
    keepPlace();
  }
  void lookForIsolation();
  effect(() => {
    const engine = session.engine.loaded.value;
    if (engine)
      stirred()
        .then(() => import('../keep/offline'))
        .then(
          ({ keepOffline }) => keepOffline(engine, session.race),
          /* It did not come: the page needs its network. */
          () => {},
        );
  });
}
