import { say } from '../../text/say';
import { hero } from './words';
import './hero.css';

/** The claim, as a hypothesis. */
export function Hero() {
  return (
    <header class="hero">
      <h1>{say(hero.title)}</h1>
      <p class="lede">{say(hero.lede)}</p>
    </header>
  );
}
