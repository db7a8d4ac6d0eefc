import { batch, useComputed, useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { settingsOf } from '../../engine/shared/description';
import { choosePreset, presetOf } from '../../state/adopt';
import { raceTime, stepTime } from '../../state/pace';
import { predictions } from '../../state/prediction';
import { useSession } from '../../state/session';
import { BUDGET, isTracker } from '../../state/url';
import type { SlowNoteProps } from './slow-note';

/* When the page has come to rest, and the longest wait that asks for no other offer, in seconds. */
const REST_MS = 1500;
const PATIENT_S = 30;

interface Slow {
  /** Milliseconds a training step of the usual preset, and of the smaller one. */
  readonly usual: number;
  readonly smaller: number;
  /** The smaller one is in place. */
  readonly replaced: boolean;
  /** Fetched only where it is to be read. */
  readonly Note: ComponentType<SlowNoteProps>;
}

/* A visitor who came by a link with settings in it, has set a budget, or has predicted how these end, has chosen
 * them. */
function hasChosen(budget: number | null): boolean {
  const came = performance.getEntriesByType('navigation')[0]?.name ?? location.href;
  const asked = [...new URL(came).searchParams.keys()].some((key) => key !== 'lang' && !isTracker(key));
  return asked || budget !== BUDGET.usual || Object.keys(predictions.peek()).length > 0;
}

/** On a device where the default race would be long, as measured, puts the smaller preset in its place, with a way
 * back, or only offers it to a visitor who has chosen the other one. */
export function SlowDevice() {
  const session = useSession();
  const { draft, engine, lesson, race } = session;
  const slow = useSignal<Slow | null>(null);
  const answered = useSignal(false);
  const smaller = useComputed(() => engine.description.value?.presets.find(({ name }) => name === 'small') ?? null);
  const usual = useComputed(() => engine.description.value?.presets[0] ?? null);
  const preset = useComputed(() => presetOf(session));
  /* Where one of the two stands, untouched, and nothing trains. */
  const applies = useComputed(
    () =>
      preset.value !== null &&
      (preset.value === usual.value || (slow.value?.replaced && preset.value === smaller.value)) &&
      race.state.value === 'idle' &&
      lesson.locked.value.length === 0 &&
      lesson.embed.value === null,
  );
  useEffect(() => {
    const loaded = engine.loaded.value;
    const [big, small] = [usual.peek(), smaller.peek()];
    /* With threads to spare no device is slow. */
    if (!applies.value || !loaded || loaded.threads > 1 || !big || !small || slow.peek()) return;
    const giveUp = new AbortController();
    const [one, other] = [settingsOf(big), settingsOf(small)];
    const timer = setTimeout(async () => {
      const objective = () => draft.objectives.peek()[0] ?? '';
      const first = await stepTime(loaded, { ...one, objective: objective() }, giveUp.signal);
      if (first === null || seconds(first) <= PATIENT_S) return;
      const second = await stepTime(loaded, { ...other, objective: objective() }, giveUp.signal);
      if (second === null || second >= first) return;
      const note = await import('./slow-note').catch(() => null);
      if (!note || giveUp.signal.aborted) return;
      batch(() => {
        slow.value = {
          usual: first,
          smaller: second,
          replaced: !hasChosen(draft.budget.peek()),
          Note: note.SlowNote,
        };
        if (slow.value.replaced) choosePreset(session, small);
      });
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      giveUp.abort();
    };
  }, [session, draft, applies.value, engine.loaded.value]);
  const measured = slow.value;
  const other = measured?.replaced ? usual.value : smaller.value;
  if (!measured || !other || !applies.value || answered.value) return null;
  return (
    <measured.Note
      stepMs={measured.usual}
      seconds={seconds(measured.usual)}
      smallerSeconds={seconds(measured.smaller)}
      replaced={measured.replaced}
      onChange={() => {
        choosePreset(session, other);
        answered.value = true;
      }}
      onKeep={() => {
        answered.value = true;
      }}
    />
  );

  function seconds(stepMs: number): number {
    const steps = draft.budget.value ?? 0;
    return raceTime(stepMs, steps, draft.objectives.peek().length, navigator.hardwareConcurrency);
  }
}
