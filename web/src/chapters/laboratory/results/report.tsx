import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Description } from '../../../engine/shared/description';
import { nameOf } from '../../../state/config/names';
import { hasCurves } from '../../../state/sweep/curves';
import { budgetsOf, type Group, type Grouping, groupingOf, sharedSettings } from '../../../state/sweep/groups';
import { mapsOf } from '../../../state/sweep/maps';
import { measuresIn } from '../../../state/sweep/measures';
import { readResults, type SweepResults } from '../../../state/sweep/read';
import { count } from '../../../text/numbers';
import { say } from '../../../text/say';
import { printAlone } from '../../../ui/print-alone';
import { Soon } from '../../../ui/soon';
import { NotTaken } from '../not-taken';
import { GroupCurves } from './curves';
import { rangeText, settingText, share, titleOf } from './format';
import { MapFigure } from './maps';
import { Scatter } from './scatter';
import { EveryRun, FilesTable, ResultsTable, Scrolled } from './tables';
import { words } from './words';
import './report.css';

/* More groups than this are folded away, each under its name. */
const OPEN_GROUPS = 8;

interface ReportProps {
  /** Of the file. */
  readonly text: string;
  readonly description: Description;
  /** Is told the results once they are read. */
  readonly onRead: (results: SweepResults) => void;
}

/** What a sweep found: tables, maps, whether errors pile up, and curves over training. */
export function Report({ text, description, onRead }: ReportProps) {
  const host = useRef<HTMLDivElement>(null);
  const read = useMemo(() => readResults(text, description), [text, description]);
  const grouping = useMemo(() => ('problem' in read ? null : groupingOf(read, description)), [read, description]);
  const told = useRef(onRead);
  told.current = onRead;
  useEffect(() => {
    if (!('problem' in read)) told.current(read);
  }, [read]);
  if ('problem' in read) return <NotTaken problem={read.problem} />;
  if (!grouping) return null;
  const { results } = grouping;
  return (
    <div class="report" ref={host}>
      <h5>{results.name}</h5>
      <p class="claim">{results.claim}</p>
      <p class="aside">
        {say(words.budget(rangeText(...budgetsOf(grouping)), count(results.runs.length), parametersText(results)))}
      </p>
      <p>
        <button type="button" onClick={() => host.current && printAlone([host.current])}>
          {say(words.print)}
        </button>
      </p>
      <Maps grouping={grouping} />
      <h6>{say(words.results)}</h6>
      <Soon>
        <ResultsTable grouping={grouping} />
      </Soon>
      <EveryRun grouping={grouping} />
      <Shared grouping={grouping} description={description} />
      {results.runs.some(({ files }) => files.length > 0) && (
        <>
          <h6>{say(words.files)}</h6>
          <FilesTable grouping={grouping} />
        </>
      )}
      {measuresIn(grouping.groups).includes('snowball') && (
        <>
          <h6>{say(words.pileUp)}</h6>
          <p class="aside">{say(words.pileUpNote)}</p>
          <Soon>
            <Scatter grouping={grouping} description={description} />
          </Soon>
        </>
      )}
      <h6>{say(words.overTraining)}</h6>
      <Curves grouping={grouping} />
      <p class="aside">{say(results.program === '' ? words.written : words.writtenBy(results.program))}</p>
    </div>
  );
}

function parametersText({ runs }: SweepResults): string {
  const parameters = runs.map((run) => run.parameters);
  return rangeText(Math.min(...parameters), Math.max(...parameters));
}

interface GroupingProps {
  readonly grouping: Grouping;
}

function Maps({ grouping }: GroupingProps) {
  const { results } = grouping;
  const maps = useMemo(() => mapsOf(grouping), [grouping]);
  if (maps.length === 0) return null;
  return (
    <>
      <h6>{say(words.maps)}</h6>
      <p class="aside">{say(words.mapsNote(share(results.goal), rangeText(...budgetsOf(grouping))))}</p>
      <div class="figures">
        {maps.map((map, index) => (
          <Soon key={map.key}>
            <MapFigure map={map} name={`${results.name}-map-${index + 1}`} />
          </Soon>
        ))}
      </div>
    </>
  );
}

function Shared({ grouping, description }: GroupingProps & { readonly description: Description }) {
  const settings = sharedSettings(grouping, description);
  if (settings.length === 0) return null;
  return (
    <details>
      <summary>{say(words.shared)}</summary>
      <Scrolled label={say(words.sharedOf(grouping.results.name))}>
        <tbody>
          {settings.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{nameOf(name)}</th>
              <td>{settingText(value)}</td>
            </tr>
          ))}
        </tbody>
      </Scrolled>
    </details>
  );
}

function Curves({ grouping }: GroupingProps) {
  const drawn = grouping.groups.filter(hasCurves);
  if (drawn.length === 0) return <p class="aside">{say(words.noCurves)}</p>;
  return (
    <>
      <p class="aside">{say(words.overTrainingNote)}</p>
      {drawn.map((group, index) => (
        <GroupFigures
          key={group.key}
          group={group}
          title={titleOf(grouping, group)}
          name={`${grouping.results.name}-${index + 1}`}
          folded={drawn.length > OPEN_GROUPS}
        />
      ))}
    </>
  );
}

interface GroupFiguresProps {
  readonly group: Group;
  readonly title: string;
  readonly name: string;
  readonly folded: boolean;
}

function GroupFigures({ group, title, name, folded }: GroupFiguresProps) {
  const open = useSignal(false);
  if (!folded)
    return (
      <div class="group">
        <p class="group-title">{title}</p>
        <GroupCurves group={group} title={title} name={name} />
      </div>
    );
  return (
    <details
      class="group"
      onToggle={(event) => {
        open.value = event.currentTarget.open;
      }}
    >
      <summary>{title}</summary>
      {open.value && <GroupCurves group={group} title={title} name={name} />}
    </details>
  );
}
