import { Fragment } from 'preact';
import type { Preset } from '../../engine/shared/description';
import { choosePreset, presetOf } from '../../state/adopt';
import { presetWords } from '../../state/config/presets';
import { words as configWords } from '../../state/config/words';
import { useSession } from '../../state/session';
import { say } from '../../text/say';
import { marks } from '../../text/words';
import { NumberField } from '../../ui/fields/number-field';
import { armLetter } from '../../ui/graph/palette';
import { Star } from '../../ui/graph/star';
import { Answer, Question } from '../../ui/graph/token-strip';
import { presets as prose, words } from './reads-words';
import './reads.css';

/** The graph as a model meets it: a row of tokens, and what each lane must say after it; and the way to other graphs. */
export function Reads() {
  const { draft } = useSession();
  const views = draft.views.value;
  const graph = views[0]?.graph;
  if (!graph) return <div class="later" />;
  const stale = draft.problems.value.length > 0;
  return (
    <div class="reads">
      <p class="aside">{say(words.explain(String(views[0]?.config.layout)))}</p>
      <div class="graph-and-tokens">
        <figure class={stale ? 'stale' : undefined}>
          <Star graph={graph} title={say(words.star)} />
          <figcaption class="aside">
            {stale && `${say(words.stale)} `}
            {say(words.caption(graph.start, graph.goal, armLetter(graph.goal_arm)))}
          </figcaption>
        </figure>
        <div class="strip">
          <Question graph={graph} />
          <div class="answers">
            {views.map((view, lane) => (
              <Answer key={lane} graph={view.graph} objective={String(view.config.objective)} />
            ))}
          </div>
        </div>
      </div>
      <Presets />
      <GraphControls />
    </div>
  );
}

/* The presets as prose to click. */
function Presets() {
  const session = useSession();
  const { engine, lesson } = session;
  const known = engine.description.value?.presets ?? [];
  const preset = presetOf(session);
  /* A preset sets every option but the seed. */
  const locked = lesson.locked.value.some((name) => name !== 'seed');
  return (
    <div class="presets">
      <p>
        {say(words.tryThese)}{' '}
        {known.map((choice, index) => (
          <Fragment key={choice.name}>
            {index > 0 && say(index === known.length - 1 ? words.or : marks.list)}
            <button
              type="button"
              class="prose"
              aria-pressed={choice === preset}
              aria-disabled={locked}
              onClick={() => !locked && choosePreset(session, choice)}
            >
              {linkOf(choice)}
            </button>
          </Fragment>
        ))}
        {say(marks.stop)}
      </p>
      <p class="aside">{locked ? say(configWords.locked) : preset ? presetWords(preset).note : say(words.own)}</p>
    </div>
  );
}

function linkOf(preset: Preset): string {
  const known = Object.hasOwn(prose, preset.name) ? prose[preset.name] : undefined;
  return known ? say(known) : presetWords(preset).title;
}

function GraphControls() {
  const { asked, draft, lesson } = useSession();
  return (
    <div class="graph-controls">
      <fieldset>
        <legend class="unseen">{say(words.graph)}</legend>
        <NumberField name="degree" label={say(words.degree)} />
        <NumberField name="path_length" label={say(words.length)} />
        <NumberField name="labels" label={say(words.labels)} />
        <NumberField name="seed" label={say(words.seed)} />
        <button type="button" aria-disabled={lesson.isLocked('graph')} onClick={() => asked.newGraph()}>
          {say(words.newGraph)}
        </button>
      </fieldset>
      {['degree', 'path_length', 'labels', 'seed'].some((name) => lesson.isLocked(name)) && (
        <p class="aside">{say(configWords.locked)}</p>
      )}
      {draft.problems.value.length > 0 && (
        <div class="problem" role="alert">
          {draft.problems.value.map(({ id, fields, message }) => (
            <p key={`${id} ${fields}`}>{message}</p>
          ))}
        </div>
      )}
    </div>
  );
}
