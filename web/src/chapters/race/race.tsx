import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useId } from 'preact/hooks';
import { isKeptUnfolded, keepUnfolded, NUMBERS } from '../../platform/unfolded';
import { choosesOrder } from '../../state/learnt';
import { useSession } from '../../state/session';
import { BUDGET } from '../../state/url';
import { say } from '../../text/say';
import { Afterwards } from '../../ui/afterwards';
import { Later } from '../../ui/chapter';
import { Folded, Toggle } from '../../ui/fold';
import { words } from '../../ui/race/words';
import { RaceControls } from './controls';
import { FallsFigure } from './falls-figure';
import { Headline } from './headline';
import { LaneView } from './lane';
import './race.css';

const givenGraphsNote = () =>
  import('../../ui/given-graphs/given-graphs').then(({ GivenGraphsNote }) => GivenGraphsNote);

const maskDial = () => import('./mask-dial').then(({ MaskDial }) => MaskDial);
/* Below the usual budget it is worth a look whether it can be enough. */
const shortBudget = () => import('./short').then(({ ShortBudget }) => ShortBudget);
const alikeBlanks = () => import('./blanks').then(({ AlikeBlanks }) => AlikeBlanks);
const sent = () => import('./sent').then(({ Sent }) => Sent);
const numbers = () => import('./numbers').then(({ RaceNumbers }) => RaceNumbers);

interface RaceProps {
  /** With the headline: what became of the visitor's prediction. */
  readonly score: ComponentChildren;
  /** Under the picture: the same in full. */
  readonly verdict: ComponentChildren;
}

/** All lanes under one set of controls, in one picture; in words, and in numbers for those who ask. */
export function RaceChapter({ score, verdict }: RaceProps) {
  const { race, draft, engine, link } = useSession();
  const told = useId();
  const unfolded = useSignal(isKeptUnfolded(NUMBERS));
  useEffect(() => {
    if (!isKeptUnfolded(NUMBERS)) return;
    keepUnfolded(null);
    document.getElementById(`${NUMBERS}-title`)?.scrollIntoView();
  }, []);
  const begun = race.lanes.value.length > 0;
  const cameWith = link.sent.value !== null;
  const lanes = race.lanes.value.length || draft.objectives.value.length;
  const budget = begun ? race.goal.until : (draft.budget.value ?? BUDGET.usual);
  const ownGraphs = draft.given.value !== null || race.lanes.value.some((lane) => lane.given !== null);
  const read = engine.option('mask_rate')?.when.objective;
  const hides = draft.objectives.value.some((objective) => read?.includes(objective));
  const config = draft.views.value[0]?.config;
  const alike = draft.objectives.value.some(choosesOrder) && config?.positions === 'none' && config.rope === false;
  const parts = Array.from({ length: lanes + 1 }, (_, part) => `${NUMBERS}-${part}`);
  const find = () => {
    unfolded.value = true;
  };
  return (
    <>
      {cameWith && !begun && <Afterwards load={sent} />}
      <Headline score={score} />
      <RaceControls />
      {hides && !begun && <Afterwards load={maskDial} />}
      {alike && <Afterwards load={alikeBlanks} />}
      {ownGraphs && <Afterwards load={givenGraphsNote} />}
      <FallsFigure describedBy={told} />
      {hides && begun && <Afterwards load={maskDial} />}
      {budget < BUDGET.usual && <Afterwards load={shortBudget} />}
      {cameWith && begun && <Afterwards load={sent} />}
      {begun && verdict}
      <section class="fold race-numbers" aria-labelledby="race-numbers-title">
        <header class="fold-head">
          <h3 id="race-numbers-title">{say(words.numbers)}</h3>
          <Toggle
            open={unfolded.value}
            controls={parts.join(' ')}
            name="race-numbers-title"
            onToggle={() => {
              unfolded.value = !unfolded.value;
            }}
          />
        </header>
        <div class="lanes" id={told}>
          {parts.slice(1).map((part, index) => (
            <LaneView key={part} index={index} id={part} open={unfolded.value} onFound={find} />
          ))}
        </div>
        <Folded id="race-numbers-0" open={unfolded.value} onFound={find}>
          <Later load={numbers} />
        </Folded>
      </section>
    </>
  );
}
