import { useId } from 'preact/hooks';
import { words as configWords } from '../../state/config/words';
import { openSeeds } from '../../state/expectations';
import { useSession } from '../../state/session';
import { BUDGET, SEEDS } from '../../state/url';
import { count } from '../../text/numbers';
import { say } from '../../text/say';
import type { Bench } from '../../ui/bench/bench';
import { words } from '../../ui/bench/words';
import { Choose } from '../../ui/choose';

/** How many seeds, how far, and what their lines show. */
export function SeedControls({ bench }: { readonly bench: Bench }) {
  const { draft, lesson } = useSession();
  const { seeds, within, measure } = bench;
  const locked = lesson.isLocked('seeds');
  const asked = { seeds: seeds.value, within: within.value };
  const able = asked.seeds !== null && asked.within !== null && draft.holds.value;
  const run = () => {
    if (!able || asked.seeds === null || asked.within === null) return;
    const settings = [...new Set(draft.objectives.value)].map((objective) => bench.settingsFor(objective));
    for (const one of settings) openSeeds(bench.experiment(one));
    bench.run(settings, asked.seeds, asked.within);
  };
  return (
    <div class="seed-controls">
      <WholeNumber
        text={bench.seedsText.value}
        label={say(words.seeds)}
        ok={asked.seeds !== null}
        range={SEEDS}
        locked={locked}
        onType={(text) => {
          bench.seedsText.value = text;
        }}
      />
      <WholeNumber
        text={bench.withinText.value}
        label={say(words.within)}
        ok={asked.within !== null}
        range={BUDGET}
        locked={locked}
        onType={(text) => {
          bench.withinTyped.value = text;
        }}
      />
      <button type="button" class="primary" aria-disabled={!able} onClick={run}>
        {say(asked.seeds === 1 ? words.runSeed : words.runSeeds(count(asked.seeds ?? SEEDS.usual)))}
      </button>
      <Choose
        legend={say(words.draws)}
        value={measure.value}
        choices={[
          ['firstStep', say(words.firstStep)],
          ['path', say(words.wholePath)],
        ]}
        onChange={(value) => {
          measure.value = value;
        }}
      />
      {locked && <p class="aside">{say(configWords.locked)}</p>}
      {draft.problems.value.length > 0 && (
        <ul class="problem">
          {draft.problems.value.map(({ message }) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface WholeNumberProps {
  readonly text: string;
  readonly label: string;
  readonly ok: boolean;
  readonly range: { readonly least: number; readonly most: number };
  readonly locked: boolean;
  readonly onType: (text: string) => void;
}

function WholeNumber({ text, label, ok, range, locked, onType }: WholeNumberProps) {
  const id = useId();
  return (
    <div class="whole-number">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode="numeric"
        autocomplete="off"
        value={text}
        readOnly={locked}
        aria-invalid={!ok}
        aria-describedby={ok ? undefined : `${id}-problem`}
        onInput={(event) => onType(event.currentTarget.value)}
      />
      {!ok && (
        <p id={`${id}-problem`} class="problem">
          {say(words.outOfRange(label, count(range.least), count(range.most)))}
        </p>
      )}
    </div>
  );
}
