import { useEffect, useRef } from 'preact/hooks';
import type { AttendedEvent, Question } from '../../engine/shared/protocol';
import { useInSight } from '../../platform/in-sight';
import { nameOf } from '../../state/config/names';
import { inWords } from '../../state/config/refusal';
import type { Lane, Setup } from '../../state/lane';
import { gap } from '../../text/list';
import { count, percent } from '../../text/numbers';
import { say } from '../../text/say';
import { ringName } from '../../ui/graph/palette';
import { Recorded } from '../../ui/recorded/recorded';
import { words as timeWords } from '../../ui/time/words';
import { keenest, matrixOf, readingOf, type View } from './attention';
import { AttentionStar } from './attention-star';
import { HeadGrid } from './head-grid';
import { Matrix, targetsOf } from './matrix';
import { matrixSeen, starSeen } from './seen';
import { words } from './words';
import './inner-lane.css';

interface InnerLaneProps {
  readonly lane: Lane;
  readonly setup: Setup;
  readonly question: Question;
  /** The step of kept weights to ask; null: as they are now. */
  readonly at: number | null;
  /** The target position that looks, from 0. */
  readonly position: number;
  readonly view: View;
  readonly onView: (view: View) => void;
}

/** Where one model looks in the graph of the moment. */
export function InnerLane({ lane, setup, question, at, position, view, onView }: InnerLaneProps) {
  const host = useRef<HTMLElement>(null);
  const sight = useInSight(host).value;
  const step = at ?? lane.latest.value?.step;
  useEffect(() => {
    if (sight && step !== undefined) lane.attend(question, at);
  }, [lane, question, at, step, sight]);
  const event = lane.attended.value;
  const refusal = lane.attendRefusal.value;
  return (
    <section
      class="inner"
      ref={host}
      aria-label={say(words.lane(nameOf(lane.objective)))}
      data-objective={setup.objective}
    >
      <header>
        <h3>
          {nameOf(lane.objective)} <Recorded lane={lane} />
        </h3>
        {event && !refusal && (
          <p class="aside" data-value="looked-step" data-step={event.step}>
            {say(event.step === 0 ? timeWords.untrained : timeWords.weightsOf(count(event.step)))}
          </p>
        )}
      </header>
      {refusal ? (
        <p class="aside" data-value="refusal">
          {say(words.nothingToShow(inWords(refusal)))}
        </p>
      ) : (
        event && <Attention event={event} setup={setup} position={position} view={view} onView={onView} />
      )}
    </section>
  );
}

interface AttentionProps extends Pick<InnerLaneProps, 'setup' | 'position' | 'view' | 'onView'> {
  readonly event: AttendedEvent;
}

function Attention({ event, setup, position, view, onView }: AttentionProps) {
  const { graph, heads } = event;
  const shown = view !== 'mean' && view >= event.layers * heads ? 'mean' : view;
  const matrix = matrixOf(event, shown);
  const row = matrix[position] ?? new Float32Array();
  const headName = (head: number) => say(words.head(Math.floor(head / heads) + 1, (head % heads) + 1));
  const chosen = shown === 'mean' ? say(words.mean) : headName(shown);
  const name = ringName(setup.depths[position] ?? 0, setup.length);
  const target = targetsOf(graph)[position] ?? null;
  const { right, needed, question, path, marks } = readingOf(graph, row, position);
  const best = keenest(event, position);
  const file = `${setup.objective}-step-${event.step}`;
  const edges = graph.arms.length * (setup.length - 1);
  return (
    <>
      <HeadGrid attended={event} position={position} view={shown} onView={onView} name={`pathstar-heads-${file}`} />
      <p class="looking">{say(words.looking(position + 1, name, target ?? 0, chosen))}</p>
      <AttentionStar
        graph={graph}
        row={row}
        target={target}
        caption={[starSeen(graph, row, position), say(words.starNote)].join(say(gap))}
        title={say(words.starTitle(position + 1, name, chosen))}
        name={`pathstar-attention-star-${file}`}
      />
      <dl class="reading">
        <div>
          <dt>{say(words.right)}</dt>
          <dd>
            <b data-value="right-arm">{Number.isNaN(right) ? say(words.noEdges) : percent(right)}</b>{' '}
            <span>{say(words.chance(percent(1 / graph.arms.length)))}</span>
          </dd>
        </div>
        {needed !== null && (
          <div>
            <dt>{say(words.needed)}</dt>
            <dd>
              <b translate={false} data-value="needed">
                {percent(needed)}
              </b>{' '}
              <span>{say(words.oneEdge(percent(1 / edges)))}</span>
            </dd>
          </div>
        )}
      </dl>
      <p class="aside">
        {say(words.off(percent(question), percent(path), percent(marks)))}
        {say(gap)}
        {!Number.isNaN(best.right) &&
          say(words.keenest(headName(best.head), percent(best.right), count(event.layers * heads)))}
      </p>
      <Matrix
        graph={graph}
        setup={setup}
        matrix={matrix}
        position={position}
        caption={[matrixSeen({ graph, setup }, matrix), say(words.matrix(nameOf(setup.objective), chosen))].join(
          say(gap),
        )}
        name={`pathstar-attention-${file}`}
      />
    </>
  );
}
