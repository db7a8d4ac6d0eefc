import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { OperatedEvent } from '../../engine/shared/protocol';
import type { Reason } from '../../engine/shared/reason';
import { useInSight } from '../../platform/in-sight';
import { nameOf } from '../../state/config/names';
import { inWords } from '../../state/config/refusal';
import type { Lane, Setup } from '../../state/lane';
import { PLAN } from '../../state/race';
import { useSession } from '../../state/session';
import { count } from '../../text/numbers';
import { say } from '../../text/say';
import { Choose } from '../../ui/choose';
import { keptAt } from '../../ui/time/moments';
import { words as timeWords } from '../../ui/time/words';
import { ChangedAnswers } from './changed-answers';
import { PartRanks } from './part-ranks';
import { words } from './surgery-words';
import './surgery.css';

type Way = 'off' | 'patched';

/** What the models say without some of their parts. */
export function Surgery() {
  const { asked, race } = useSession();
  const way = useSignal<Way>('off');
  /* In all lanes at once: what one model needs another may not. */
  const chosen = useSignal<readonly string[]>([]);
  const toggle = (part: string) => {
    const names = chosen.value;
    chosen.value = names.includes(part) ? names.filter((name) => name !== part) : [...names, part];
  };
  return (
    <section class="surgery" aria-labelledby="surgery-title">
      <header class="section-head">
        <h3 id="surgery-title">{say(words.title)}</h3>
        <div>
          <p>{say(words.lead)}</p>
          <p class="aside">{say(words.how(count(PLAN.graphs)))}</p>
        </div>
      </header>
      <div class="inside-controls">
        <Choose
          legend={say(words.way)}
          value={way.value}
          choices={[
            ['off', say(words.off)],
            ['patched', say(words.patched)],
          ]}
          onChange={(value) => {
            way.value = value;
          }}
        />
        <button
          type="button"
          aria-disabled={chosen.value.length === 0}
          onClick={() => {
            chosen.value = [];
          }}
        >
          {say(words.none)}
        </button>
      </div>
      {way.value === 'patched' && <p class="aside">{say(words.patchedHow)}</p>}
      <div class="abreast">
        {race.lanes.value.map((lane) => {
          const setup = lane.setup.value;
          return (
            setup && (
              <LaneParts
                key={lane.id}
                lane={lane}
                setup={setup}
                shift={way.value === 'off' ? null : 1}
                at={keptAt(lane.snapshots.value, asked.moment.value)}
                chosen={chosen.value}
                onToggle={toggle}
              />
            )
          );
        })}
      </div>
    </section>
  );
}

interface Wanted {
  readonly operations: readonly (readonly string[])[];
  readonly shift: number | null;
  readonly at: number | null;
  /** Of the weights as they are now. */
  readonly step: number;
}

/* The newest answer to what is wanted. One question is on its way at a time: what was wanted meanwhile, and is not any
 * more, is never asked. */
function useAnswer(lane: Lane, wanted: Wanted | null): OperatedEvent | Reason | null {
  const answer = useSignal<OperatedEvent | Reason | null>(null);
  const asking = useRef(false);
  const asked = useRef('');
  const key = wanted ? JSON.stringify(wanted) : '';
  useEffect(() => {
    const ask = async ({ operations, shift, at }: Wanted) => {
      asking.current = true;
      asked.current = key;
      const told = await lane.operate(operations, shift, at);
      asking.current = false;
      if (told) answer.value = told;
    };
    if (wanted && !asking.current && asked.current !== key) void ask(wanted);
  }, [lane, key, answer.value]);
  return answer.value;
}

interface LanePartsProps {
  readonly lane: Lane;
  readonly setup: Setup;
  readonly shift: number | null;
  readonly at: number | null;
  readonly chosen: readonly string[];
  readonly onToggle: (part: string) => void;
}

function LaneParts({ lane, setup, shift, at, chosen, onToggle }: LanePartsProps) {
  const host = useRef<HTMLElement>(null);
  const sight = useInSight(host).value;
  const known = useSignal<readonly string[]>([]);
  const { kind } = lane.state.value;
  const rests = lane.live.value && (at !== null || kind === 'paused' || kind === 'failed');
  const wanted = (operations: readonly (readonly string[])[]): Wanted | null =>
    sight && rests ? { operations, shift, at, step: at ?? lane.step.value } : null;
  /* The first answer, to a question about none, tells which parts there are. */
  const ranks = useAnswer(lane, wanted(known.value.map((part) => [part])));
  const parts = ranks && 'parts' in ranks ? ranks.parts.map(({ name }) => name) : known.value;
  useEffect(() => {
    known.value = parts;
  }, [parts.join(' ')]);
  const here = parts.filter((part) => chosen.includes(part));
  const changed = useAnswer(lane, here.length > 0 ? wanted([here]) : null);
  const name = nameOf(lane.objective);
  const event = ranks && 'parts' in ranks && ranks.operations.length > 0 ? ranks : null;
  const operation = changed && 'parts' in changed ? changed.operations[0] : undefined;
  return (
    <section class="lane-parts" ref={host} aria-label={say(words.lane(name))} data-objective={setup.objective}>
      <header>
        <h4>{name}</h4>
        {event && (
          <p class="aside" data-value="operated-step" data-step={event.step}>
            {say(event.step === 0 ? timeWords.untrained : timeWords.weightsOf(count(event.step)))}
          </p>
        )}
      </header>
      {lane.live.value && !rests && <p class="aside">{say(words.training)}</p>}
      {ranks && !('parts' in ranks) && <p class="aside">{say(words.refused(inWords(ranks)))}</p>}
      {event && <PartRanks event={event} setup={setup} name={name} chosen={here} onToggle={onToggle} />}
      {event && here.length === 0 && <p class="aside">{say(words.chooseSome)}</p>}
      {here.length > 0 && changed && 'parts' in changed && operation && (
        <ChangedAnswers event={changed} answers={operation.answers} chosen={operation.parts} setup={setup} />
      )}
    </section>
  );
}
