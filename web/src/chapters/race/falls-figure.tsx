import { useEffect, useId, useRef } from 'preact/hooks';
import { targetDepths } from '../../engine/shared/description';
import { nameOf } from '../../state/config/names';
import { about } from '../../state/config/words';
import type { View } from '../../state/draft';
import type { Lane } from '../../state/lane';
import { choosesOrder } from '../../state/learnt';
import { PLAN } from '../../state/race';
import { useSession } from '../../state/session';
import { type AccuracyView, BUDGET } from '../../state/url';
import { list } from '../../text/list';
import { count } from '../../text/numbers';
import { locale, say } from '../../text/say';
import { Afterwards } from '../../ui/afterwards';
import { Figure } from '../../ui/figure/figure';
import { lossOf } from '../../ui/loss';
import { words } from '../../ui/race/words';
import { mountFalls } from './falls';
import { type LanePicture, measuredOf, orderOf, showsBlanks } from './picture';

/* What has come out. */
const seen = () => import('./running').then(({ Seen }) => Seen);

/** The race as a picture, with its numbers. `describedBy`: where it is told in words. */
export function FallsFigure({ describedBy }: { readonly describedBy: string }) {
  const host = useRef<SVGSVGElement>(null);
  const label = useId();
  const { race, draft, asked } = useSession();
  const view = asked.accuracy.value;
  const lanes = race.lanes.value;
  const pictures =
    lanes.length > 0
      ? lanes.map((lane, at) => runPicture(lane, view, draft.views.value[at]))
      : draft.views.value.map(draftPicture);
  /* Everything that is drawn but once; what is measured is asked for when it is drawn. */
  const key = JSON.stringify([view, locale.value, lanes.map(({ id }) => id), pictures]);
  useEffect(() => {
    if (!host.current || pictures.length === 0) return;
    const until = () => (race.lanes.peek().length > 0 ? race.goal.until : (draft.budget.peek() ?? BUDGET.usual));
    return mountFalls(host.current, race.frames, { lanes: pictures, until });
  }, [key, race, draft]);
  /* The picture's time axis is the budget's while there is no run. */
  useEffect(() => race.frames.touch(), [draft.budget.value, race]);
  /* Fetched with the first look at the numbers. */
  const numbers = useRef<typeof import('./table') | null>(null);
  const measurable = lanes.flatMap((lane) => (lane.setup.value ? [{ lane, setup: lane.setup.value }] : []));
  return (
    <Figure
      class="falls-figure"
      caption={
        <>
          {lanes.length > 0 && <Afterwards load={seen} />}
          {say(words.caption(count(lanes[0]?.recording?.graphs ?? PLAN.graphs)))}
        </>
      }
      name="pathstar-race"
      fetch={async () => {
        numbers.current = await import('./table');
      }}
      table={() => numbers.current?.tableOf(measurable) ?? { head: [], rows: [] }}
      cell={(value, column) => numbers.current?.cellOf(value, column) ?? ''}
    >
      <svg class="falls" ref={host} role="img" aria-labelledby={label} aria-describedby={describedBy}>
        <title id={label}>{say(words.picture(list(pictures.map(({ name }) => name))))}</title>
      </svg>
    </Figure>
  );
}

function runPicture(lane: Lane, view: AccuracyView, draft: View | undefined): LanePicture {
  const setup = lane.setup.value;
  const measured = () => measuredOf(lane, view);
  const now = () => lane.newestStep;
  if (!setup) {
    const planned = draft ? draftPicture(draft) : null;
    return {
      lossName: say(lossOf(lane.objective)),
      ...(planned ?? { degree: 1, length: 2, order: 'forward', path: [] }),
      name: nameOf(lane.objective),
      about: aboutOf(lane.objective),
      measured,
      now,
    };
  }
  const path = draft ? pathOf(draft) : [];
  return {
    name: nameOf(lane.objective),
    about: aboutOf(lane.objective),
    degree: setup.degree,
    length: setup.length,
    lossName: say(lossOf(setup.objective)),
    order: orderOf(setup.depths, setup.unhandable !== null || choosesOrder(setup.objective)),
    path: path.length === setup.length ? path : [],
    measured,
    now,
  };
}

function draftPicture(view: View): LanePicture {
  const objective = String(view.config.objective);
  const path = pathOf(view);
  return {
    name: nameOf(objective),
    about: aboutOf(objective),
    degree: view.graph.arms.length,
    length: path.length,
    lossName: say(lossOf(objective)),
    order: orderOf(targetDepths(view.graph), showsBlanks(view)),
    path,
    measured: () => null,
    now: () => 0,
  };
}

const pathOf = ({ graph }: View): readonly number[] => graph.arms[graph.goal_arm] ?? [];

const aboutOf = (objective: string): string => {
  const text = about[objective];
  return text ? say(text) : '';
};
