import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { nameOf } from '../../state/config/names';
import { useSession } from '../../state/session';
import { BUDGET } from '../../state/url';
import { say } from '../../text/say';
import { Afterwards } from '../../ui/afterwards';
import { Choose } from '../../ui/choose';
import { words } from '../../ui/race/words';
import { RaceControls } from './controls';
import { EngineNote } from './engine';
import { FallsFigure } from './falls-figure';
import { Compared, Headline } from './headline';
import { LaneView } from './lane';
import './race.css';

const givenGraphsNote = () =>
  import('../../ui/given-graphs/given-graphs').then(({ GivenGraphsNote }) => GivenGraphsNote);

const maskDial = () => import('./mask-dial').then(({ MaskDial }) => MaskDial);
/* Below the usual budget it is worth a look whether it can be enough. */
const shortBudget = () => import('./short').then(({ ShortBudget }) => ShortBudget);
const sent = () => import('./sent').then(({ Sent }) => Sent);
const margins = () => import('./margin-figure').then(({ MarginFigure }) => MarginFigure);

/** All lanes under one set of controls, in one picture and in words. `score` stands with the headline. */
export function RaceChapter({ score }: { readonly score: ComponentChildren }) {
  const session = useSession();
  const { race, draft, engine, asked, link } = session;
  const told = useId();
  const config = session.config.value;
  const begun = race.lanes.value.length > 0;
  const cameWith = link.sent.value !== null;
  const lanes = race.lanes.value.length || draft.objectives.value.length;
  const budget = begun ? race.goal.until : (draft.budget.value ?? BUDGET.usual);
  const ownGraphs = draft.given.value !== null || race.lanes.value.some((lane) => lane.given !== null);
  const read = engine.option('mask_rate')?.when.objective;
  const hides = draft.objectives.value.some((objective) => read?.includes(objective));
  return (
    <>
      {cameWith && !begun && <Afterwards load={sent} />}
      <Headline score={score} />
      <RaceControls />
      {hides && <Afterwards load={maskDial} />}
      {ownGraphs && <Afterwards load={givenGraphsNote} />}
      <FallsFigure describedBy={told} />
      {begun && <Compared />}
      {cameWith && begun && <Afterwards load={sent} />}
      {budget < BUDGET.usual && <Afterwards load={shortBudget} />}
      <Choose
        legend={say(words.accuracyOf)}
        value={asked.accuracy.value}
        choices={[
          ['forced', say(words.forced)],
          ['free', say(words.free)],
        ]}
        onChange={(value) => {
          asked.accuracy.value = value;
        }}
      />
      <div class="lanes" id={told}>
        {Array.from({ length: lanes }, (_, index) => (
          <LaneView key={index} index={index} />
        ))}
      </div>
      {begun && <Afterwards load={margins} />}
      {config && (
        <p class="aside">
          {say(
            words.holds(
              String(config.layout),
              String(config.seed),
              nameOf(String(config.architecture)),
              String(config.layers),
              String(config.width),
            ),
          )}
        </p>
      )}
      <EngineNote />
    </>
  );
}
