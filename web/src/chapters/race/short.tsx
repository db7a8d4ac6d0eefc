import { applies, type Config, type Option } from '../../engine/shared/description';
import type { CommittedCell, CommittedSpec } from '../../state/committed/condense';
import { committedResults, committedTally } from '../../state/committed/results';
import { nameOf } from '../../state/config/names';
import { useSession } from '../../state/session';
import { count } from '../../text/numbers';
import { say } from '../../text/say';
import { words } from './short-words';

/** The committed runs with all settings of `config` that are read but the seed; of several sweeps, those of the most seeds. What
 * is not read may be an option that was not there when they were made. */
export function runsLike(
  specs: readonly CommittedSpec[],
  config: Config,
  options: readonly Option[],
): CommittedCell | undefined {
  const textOf = (name: string) => String(config[name]);
  const unread = new Set(options.filter((option) => !applies(option, textOf)).map(({ name }) => name));
  const settings = Object.entries(config).filter(([name]) => name !== 'seed' && !unread.has(name));
  return specs
    .flatMap(({ cells }) => cells)
    .filter((cell) => settings.every(([name, value]) => cell.config[name] === value))
    .toSorted((one, other) => other.seeds.length - one.seeds.length)[0];
}

/** Says of which objectives it is known that the budget is less than they usually take. */
export function ShortBudget() {
  const { draft, engine, race } = useSession();
  const committed = committedResults();
  const options = engine.description.value?.options;
  if (committed.kind !== 'here' || !options) return null;
  const lanes = race.lanes.value;
  const configs =
    lanes.length > 0
      ? lanes.map((lane) => lane.setup.value?.config).filter((config) => config !== undefined)
      : draft.views.value.map(({ config }) => config);
  const budget = lanes.length > 0 ? race.goal.until : (draft.budget.value ?? 0);
  return (
    <>
      {configs.map((config) => {
        const cell = runsLike(committed.specs, config, options);
        const found = cell && committedTally(cell);
        if (!found || found.solved === 0 || found.steps <= budget) return null;
        const name = nameOf(String(config.objective));
        return (
          <p key={name} class="aside" data-value="short">
            {say(words.short(name, count(Math.round(found.steps)), count(found.solved), count(found.runs)))}
          </p>
        );
      })}
    </>
  );
}
