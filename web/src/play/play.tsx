import { useId } from 'preact/hooks';
import { NumberField } from '../config/number-field';
import { armLetter } from '../graph/palette';
import { Star } from '../graph/star';
import { Answer, Question } from '../graph/token-strip';
import { StartButton } from '../race/controls';
import { useSession } from '../store/session';
import './play.css';

/** The claim as a hypothesis, the graph it is about, and the way to test it. */
export function PlayChapter() {
  return (
    <>
      <Hero />
      <Tokens />
    </>
  );
}

function Hero() {
  const session = useSession();
  const graph = session.views.value[0]?.graph;
  const stale = session.problems.value.length > 0;
  return (
    <section class="hero" aria-labelledby="title">
      <div class="claim">
        <h1 id="title">
          Every step but <em>the first</em>
        </h1>
        <p class="lede">
          A model that is trained to predict the next token, <cite>Bachmann and Nagarajan (2024)</cite> argue, can learn
          to follow a path without fault and yet never learn to choose one. Train the same small model twice in this
          tab, on the same graphs and with two objectives, and see whether it is so.
        </p>
        <PresetChoice />
        <p class="go">
          <StartButton onStart={goToRace} /> <a href="#race">to the race</a>
        </p>
      </div>
      <figure class={stale ? 'picture stale' : 'picture'}>
        {graph ? (
          <>
            <Star graph={graph} title="A path-star graph" ringNames />
            <figcaption>
              {stale && 'The last valid graph. '}
              From {graph.start} to {graph.goal}: which arm? A model reads only the shuffled edges below. The answer is
              arm {armLetter(graph.goal_arm)}.
            </figcaption>
          </>
        ) : (
          <div class="no-star" />
        )}
      </figure>
      <GraphControls />
    </section>
  );
}

/* Whoever starts from up here wants to see it run; the button down there takes the focus along. */
function goToRace() {
  const race = document.getElementById('race');
  race?.querySelector<HTMLButtonElement>('button.start')?.focus({ preventScroll: true });
  race?.scrollIntoView();
}

function PresetChoice() {
  const session = useSession();
  const id = useId();
  const presets = session.description.value?.presets ?? [];
  const preset = session.preset.value;
  if (presets.length === 0) return <div class="preset" />;
  return (
    <div class="preset">
      <label for={id}>Preset</label>
      <select
        id={id}
        value={preset?.name ?? ''}
        aria-describedby={`${id}-note`}
        onChange={(event) => {
          const chosen = presets.find(({ name }) => name === event.currentTarget.value);
          if (chosen) session.choosePreset(chosen);
        }}
      >
        {!preset && <option value="">Your own settings</option>}
        {presets.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
      <p id={`${id}-note`} class="aside">
        {preset?.note ?? 'These settings are none of the presets.'}
      </p>
    </div>
  );
}

function GraphControls() {
  const session = useSession();
  return (
    <div class="graph-controls">
      <fieldset>
        <legend class="unseen">The graph</legend>
        <NumberField name="degree" label="Arms (degree)" />
        <NumberField name="path_length" label="Path length" />
        <NumberField name="labels" label="Labels" />
        <NumberField name="seed" label="Seed" />
        <button type="button" onClick={() => session.newGraph()}>
          New graph
        </button>
      </fieldset>
      {session.problems.value.length > 0 && (
        <div class="problem" role="alert">
          {session.problems.value.map(({ message }) => (
            <p key={message}>{message}</p>
          ))}
        </div>
      )}
    </div>
  );
}

/** The graph as a model meets it: a row of tokens, and what each lane must say after it. */
function Tokens() {
  const session = useSession();
  const views = session.views.value;
  const graph = views[0]?.graph;
  if (!graph) return null;
  const layout = String(views[0]?.config.layout);
  return (
    <section class="strip" aria-labelledby="strip-title">
      <header class="section-head">
        <h2 id="strip-title">What a model reads</h2>
        <p class="aside">
          The edges, parent first, one by one in random order, underlined in the colour of their arm for you but not for
          the model; then start and goal. Layout <code>{layout}</code>.
        </p>
      </header>
      <Question graph={graph} />
      <div class="answers">
        {views.map((view, lane) => (
          <Answer key={lane} graph={view.graph} objective={String(view.config.objective)} />
        ))}
      </div>
    </section>
  );
}
