import { useSignal } from '@preact/signals';
import { copy } from '../../platform/copy';
import { useSession } from '../../state/session';
import { type Both, say } from '../../text/say';
import { words } from './words';

const PAPER = `@inproceedings{bachmann2024pitfalls,
  title     = {The Pitfalls of Next-Token Prediction},
  author    = {Bachmann, Gregor and Nagarajan, Vaishnavh},
  booktitle = {Proceedings of the 41st International Conference on Machine Learning},
  year      = {2024},
  url       = {https://arxiv.org/abs/2403.06963}
}`;

/** `day`: of the visit, as 2026-11-24. */
function pageEntry(version: string, address: string, day: string): string {
  return `@misc{pathstar,
  title        = {Pathstar: every step but the first},
  author       = {{The Pathstar authors}},
  year         = {2026},
  howpublished = {\\url{${address}}},
  note         = {Engine ${version}; visited ${day}}
}`;
}

/** BibTeX of the paper and of this page. */
export function Cite() {
  const { engine } = useSession();
  const { origin, pathname } = location;
  const page = pageEntry(
    engine.description.value?.version ?? '0',
    `${origin}${pathname}`,
    new Date().toISOString().slice(0, 10),
  );
  return (
    <>
      <p class="aside">{say(words.citeNote)}</p>
      <div class="citations">
        <Citation title={words.citePaper} text={PAPER} />
        <Citation title={words.citePage} text={page} />
      </div>
    </>
  );
}

function Citation({ title, text }: { readonly title: Both; readonly text: string }) {
  const outcome = useSignal<Both | null>(null);
  const copyText = async () => {
    outcome.value = (await copy(text)) ? words.copied : words.notCopied;
  };
  return (
    <section aria-label={say(title)}>
      <h4>{say(title)}</h4>
      <pre translate={false} class="scroll-sideways" tabIndex={0} lang="en">
        {text}
      </pre>
      <p>
        <button type="button" onClick={() => void copyText()}>
          {say(words.copy(say(title)))}
        </button>{' '}
        <span role="status">{outcome.value && say(outcome.value)}</span>
      </p>
    </section>
  );
}
