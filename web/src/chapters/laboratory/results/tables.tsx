import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { nameOf } from '../../../state/config/names';
import { wilson } from '../../../state/statistics/wilson';
import { budgetsOf, type Group, type Grouping, solvedIn } from '../../../state/sweep/groups';
import { learntIn, MEASURE_NAMES, measureOf, measuresIn, spreadOf } from '../../../state/sweep/measures';
import { count } from '../../../text/numbers';
import { say } from '../../../text/say';
import { marks } from '../../../text/words';
import { csv, download, type Table } from '../../../ui/figure/save';
import { measureText, rangeText, settingText, share, spreadText, type Told, titleOf } from './format';
import { learntWords, measures, words } from './words';

interface GroupingProps {
  readonly grouping: Grouping;
}

/** A table that scrolls on its own, named for those who come to it by keyboard. */
export function Scrolled({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <section class="scroll-sideways" tabIndex={0} aria-label={label}>
      <table>{children}</table>
    </section>
  );
}

export function Heads({ texts }: { readonly texts: readonly string[] }) {
  return (
    <thead>
      <tr>
        {texts.map((text) => (
          <th scope="col" key={text}>
            {text}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Cell({ told: { middle, range } }: { readonly told: Told }) {
  return (
    <td>
      {middle}
      {range !== null && <small>{range}</small>}
    </td>
  );
}

function solvedText(group: Group): Told {
  const solved = solvedIn(group);
  const runs = group.runs.length;
  const [low, high] = wilson(solved / runs, runs);
  return { middle: say(words.solvedOf(solved, runs)), range: say(words.range(share(low), share(high))) };
}

const learntText = (group: Group): string =>
  learntIn(group)
    .map(({ depth, step }) => `${depth}: ${Number.isFinite(step) ? count(step) : '–'}`)
    .join(', ');

/** A row a group: how many of its runs reached the goal, and what was measured. */
export function ResultsTable({ grouping }: GroupingProps) {
  const { results, fields, sparse, groups } = grouping;
  const columns = measuresIn(groups);
  const learnt = groups.some((group) => learntIn(group).length > 0);
  /* One column for what tells the groups apart, where one for each option would be too many. */
  const titled = sparse || fields.length === 0;
  const heads = [
    ...(titled ? [say(words.runs)] : fields.map(nameOf)),
    say(words.reachedGoal),
    ...columns.map((name) => say(measures[name].header)),
    ...(learnt ? [say(learntWords.header)] : []),
  ];
  return (
    <>
      <p class="aside">{say(words.goal(share(results.goal), rangeText(...budgetsOf(grouping))))}</p>
      <Scrolled label={say(words.resultsOf(results.name))}>
        <Heads texts={heads} />
        <tbody>
          {groups.map((group) => (
            <tr key={group.key}>
              {titled ? (
                <th scope="row">{titleOf(grouping, group)}</th>
              ) : (
                fields.map((field, index) => {
                  const value = settingText(group.config[field]);
                  return index === 0 ? (
                    <th scope="row" key={field}>
                      {value}
                    </th>
                  ) : (
                    <td key={field}>{value}</td>
                  );
                })
              )}
              <Cell told={solvedText(group)} />
              {columns.map((name) => (
                <Cell key={name} told={measureText(name, group)} />
              ))}
              {learnt && <td>{learntText(group)}</td>}
            </tr>
          ))}
        </tbody>
      </Scrolled>
      <details>
        <summary>{say(words.columns)}</summary>
        <dl>
          {columns.map((name) => (
            <div key={name}>
              <dt>{say(measures[name].header)}</dt>
              <dd>{say(measures[name].help)}</dd>
            </div>
          ))}
          {learnt && (
            <div>
              <dt>{say(learntWords.header)}</dt>
              <dd>{say(learntWords.help)}</dd>
            </div>
          )}
        </dl>
      </details>
    </>
  );
}

/** Every run by its digest, so that anyone can check one. */
export function EveryRun({ grouping }: GroupingProps) {
  const open = useSignal(false);
  const { name } = grouping.results;
  return (
    <details
      onToggle={(event) => {
        open.value = event.currentTarget.open;
      }}
    >
      <summary>{say(words.everyRun)}</summary>
      {open.value && (
        <>
          <button type="button" onClick={() => download(`${name}-runs.csv`, csv(runsTable(grouping)), 'text/csv')}>
            {say(words.saveRuns)}
          </button>
          <Scrolled label={say(words.runsOf(name))}>
            <Heads
              texts={[words.runs, words.seed, words.steps, words.reached, words.path, words.digest].map(say<string>)}
            />
            <tbody>
              {grouping.groups.flatMap((group) => {
                const title = titleOf(grouping, group);
                return group.runs.map((run) => (
                  <tr key={run.id}>
                    <th scope="row">{title}</th>
                    <td>{run.seed}</td>
                    <td>
                      {count(run.steps)}
                      {run.diverged && `${say(marks.comma)}${say(words.diverged)}`}
                    </td>
                    <td>{Number.isNaN(run.reached) ? '–' : count(run.reached)}</td>
                    <td>{share(run.final.path, 1)}</td>
                    <td>
                      <code translate={false}>{run.digest}</code>
                    </td>
                  </tr>
                ));
              })}
            </tbody>
          </Scrolled>
        </>
      )}
    </details>
  );
}

/* By the core's names, for other programs to read. */
function runsTable({ fields, groups }: Grouping): Table {
  return {
    head: ['id', ...fields, 'seed', 'steps', 'reached', 'status', ...MEASURE_NAMES, 'digest'],
    rows: groups.flatMap(({ runs }) =>
      runs.map((run) => [
        run.id,
        ...fields.map((field) => String(run.config[field] ?? '')),
        run.seed,
        run.steps,
        run.reached,
        run.diverged ? 'diverged' : 'done',
        ...MEASURE_NAMES.map((name) => measureOf(name).of(run)),
        run.digest,
      ]),
    ),
  };
}

/** What the runs made of graph files, where they were asked. */
export function FilesTable({ grouping }: GroupingProps) {
  const { results, groups } = grouping;
  return (
    <Scrolled label={say(words.filesOf(results.name))}>
      <Heads texts={[words.runs, words.file, words.graphs, words.pathAccuracy, words.onHeldOut].map(say<string>)} />
      <tbody>
        {groups.flatMap((group) =>
          /* A run that diverged was asked nothing. */
          (group.runs.find(({ files }) => files.length > 0)?.files ?? []).map(({ file, graphs }) => {
            const told = (of: 'path' | 'heldOutPath') =>
              spreadText(
                spreadOf(group.runs.map(({ files }) => files.find((one) => one.file === file)?.[of] ?? Number.NaN)),
                (value) => share(value),
              );
            return (
              <tr key={`${group.key} ${file}`}>
                <th scope="row">{titleOf(grouping, group)}</th>
                <td>{file}</td>
                <td>{count(graphs)}</td>
                <Cell told={told('path')} />
                <Cell told={told('heldOutPath')} />
              </tr>
            );
          }),
        )}
      </tbody>
    </Scrolled>
  );
}
