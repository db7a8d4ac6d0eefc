import { say } from '../../text/say';
import { Turns } from '../../ui/graph/token-strip';
import { LENGTH, PICTURES } from './pictures';
import { words } from './words';

/** What an objective shows and asks, on a small path. */
export function ObjectivePicture({ objective }: { readonly objective: string }) {
  const picture = PICTURES[objective];
  if (!picture) return null;
  const { strips, telling } = picture;
  return (
    <div class="objective-picture">
      {strips.map((turns, index) => (
        <div key={index}>
          {index > 0 && <p class="aside">{say(words.or)}</p>}
          <Turns turns={turns} length={LENGTH} {...(telling && { telling })} />
        </div>
      ))}
    </div>
  );
}
