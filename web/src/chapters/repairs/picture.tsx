import { say } from '../../text/say';
import { Turns } from '../../ui/graph/token-strip';
import { LENGTH } from './pictures';
import { stories } from './stories';
import { words } from './words';

/** What an objective shows and asks, on a small path. */
export function ObjectivePicture({ objective }: { readonly objective: string }) {
  const story = stories[objective];
  if (!story) return null;
  const { strips, telling } = story.picture;
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
