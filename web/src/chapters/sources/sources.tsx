import { say } from '../../text/say';
import { methods, type Reference, sources } from '../../ui/references';
import { Cite } from './cite';
import { Formulae } from './formulae';
import { Glossary } from './glossary/glossary';
import { limits, words } from './words';
import './sources.css';

/** Where it all comes from, what it does not show, and what its words mean. */
export function SourcesChapter() {
  return (
    <>
      <p class="sources-claim">{say(words.claim)}</p>
      <div class="sources-parts">
        <section aria-labelledby="sources-references">
          <h3 id="sources-references">{say(words.sources)}</h3>
          <References list={sources} />
          <h4>{say(words.methods)}</h4>
          <References list={methods} />
        </section>
        <section aria-labelledby="sources-limits">
          <h3 id="sources-limits">{say(words.limits)}</h3>
          <ul class="limits">
            {Object.entries(limits).map(([name, text]) => (
              <li key={name}>{say(text)}</li>
            ))}
          </ul>
        </section>
      </div>
      <section aria-labelledby="sources-formulae">
        <h3 id="sources-formulae">{say(words.formulae)}</h3>
        <Formulae />
      </section>
      <section aria-labelledby="sources-glossary">
        <h3 id="sources-glossary">{say(words.glossary)}</h3>
        <Glossary />
      </section>
      <section aria-labelledby="sources-cite">
        <h3 id="sources-cite">{say(words.cite)}</h3>
        <Cite />
      </section>
    </>
  );
}

function References({ list }: { readonly list: readonly Reference[] }) {
  return (
    <ul class="references">
      {list.map(({ authors, title, where, url, about }) => (
        <li key={url}>
          <cite lang="en">
            {authors}, <a href={url}>{title}</a>, {where}
          </cite>
          <p class="aside">{say(about)}</p>
        </li>
      ))}
    </ul>
  );
}
