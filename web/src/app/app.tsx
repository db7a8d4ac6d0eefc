import { AllSettings } from '../config/settings';
import { DecodeSection } from '../decode/decode';
import { Hero, Tokens } from '../graph/hero';
import { RaceSection } from '../race/race';
import { useSession } from '../store/session';
import { theme, toggleTheme } from './theme';
import './theme.css';
import './app.css';

export function App() {
  return (
    <>
      <a class="skip" href="#race">
        Skip to the race
      </a>
      <header class="masthead">
        <p>
          <svg viewBox="-16 -16 32 32" aria-hidden="true">
            <path d="M0 0V-12M0 0L10.4 6M0 0L-10.4 6" />
            <circle r="4.5" />
          </svg>
          Pathstar
        </p>
        <button type="button" onClick={toggleTheme}>
          {theme.value === 'dark' ? 'Light' : 'Dark'} theme
        </button>
      </header>
      <main>
        <Notices />
        <Hero />
        <Tokens />
        <RaceSection />
        <DecodeSection />
        <AllSettings />
      </main>
      <Colophon />
    </>
  );
}

/** What does not work, and what of a link was not taken. */
function Notices() {
  const session = useSession();
  const status = session.status.value;
  const refused = session.refused.value;
  return (
    <>
      {status.kind === 'unavailable' && (
        <div class="notice" role="alert">
          <h2>Training is not available here</h2>
          <p>{status.message}</p>
        </div>
      )}
      {refused.length > 0 && (
        <div class="notice" role="alert">
          <h2>Part of this link was not taken</h2>
          <ul>
            {refused.map(({ name, value, message }) => (
              <li key={name}>
                <code>
                  {name}={value}
                </code>
                : {message}
              </li>
            ))}
          </ul>
          <p>The rest of the link holds.</p>
          <button
            type="button"
            onClick={() => {
              session.refused.value = [];
            }}
          >
            Understood
          </button>
        </div>
      )}
    </>
  );
}

function Colophon() {
  return (
    <footer class="colophon">
      <p>
        The claim and the task are from Gregor Bachmann and Vaishnavh Nagarajan,{' '}
        <a href="https://arxiv.org/abs/2403.06963">The Pitfalls of Next-Token Prediction</a>, ICML 2024. “Held out”
        means by graph identity: no graph that is asked about was trained on, whatever the order of its edges or its
        goal. Everything here is trained and measured in this tab; nothing is sent anywhere.
      </p>
    </footer>
  );
}
