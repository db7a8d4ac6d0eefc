import { count } from '../../text/numbers';
import { say } from '../../text/say';
import { words } from './numbers-words';

/** "one thread", "4 threads" */
export const threadsOf = (threads: number): string =>
  say(threads === 1 ? words.oneThread : words.threads(count(threads)));
