import { render } from 'preact';
import { App } from './app/app';
import { followLanguage } from './app/head';
import { lookForIsolation } from './app/isolation';
import { Session, SessionProvider } from './store/session';

followLanguage();
const session = new Session();
const page = document.getElementById('page');
if (page)
  render(
    <SessionProvider value={session}>
      <App />
    </SessionProvider>,
    page,
  );
void session.begin(location.search);
void lookForIsolation();
