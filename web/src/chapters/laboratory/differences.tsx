import { nameOf } from '../../state/config/names';
import { useSession } from '../../state/session';
import { percent } from '../../text/numbers';
import { say } from '../../text/say';
import { differInGraphs, differing, firstStep, type Run } from './comparison';
import { titleOf, trainedOn } from './title';
import { words } from './words';

/** Two runs, setting by setting, as far as they differ, and what came of each. */
export function Differences({ one, other }: { readonly one: Run; readonly other: Run }) {
  const { engine } = useSession();
  const configs = [one.setup.config, other.setup.config];
  const objective = one.setup.objective === other.setup.objective ? [] : ['objective'];
  const names = [...objective, ...differing(engine.description.value?.options ?? [], configs)];
  const cell = (value: unknown) => (typeof value === 'string' ? nameOf(value) : String(value));
  const results = [
    [
      words.firstStep,
      (run: Run) => (run.lane.latest.value ? percent(firstStep(run.lane.latest.value, run.setup)) : '–'),
    ],
    [words.path, (run: Run) => (run.lane.latest.value ? percent(run.lane.latest.value.path) : '–')],
  ] as const;
  const graphsDiffer = differInGraphs([one, other]);
  const title = say(words.differ(titleOf(one.lane), titleOf(other.lane)));
  return (
    <div class="differences">
      <h4>{title}</h4>
      {names.length === 0 && !graphsDiffer && <p class="aside">{say(words.noDifference)}</p>}
      <section class="scroll-sideways" tabIndex={0} aria-label={title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say(words.setting)}</th>
              <th scope="col">A</th>
              <th scope="col">B</th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => (
              <tr key={name}>
                <th scope="row">{nameOf(name)}</th>
                {configs.map((config, index) => (
                  <td key={index === 0 ? 'A' : 'B'}>{cell(config[name])}</td>
                ))}
              </tr>
            ))}
            {graphsDiffer && (
              <tr>
                <th scope="row">{say(words.trainedOn)}</th>
                <td>{trainedOn(one)}</td>
                <td>{trainedOn(other)}</td>
              </tr>
            )}
            {results.map(([what, value]) => (
              <tr key={what.en}>
                <th scope="row">{say(what)}</th>
                <td>{value(one)}</td>
                <td>{value(other)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
