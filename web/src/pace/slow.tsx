import { useComputed, useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Preset, Settings } from '../engine/description';
import { useSession } from '../store/session';
import { raceTime, stepTime } from './pace';
import type { SlowNoteProps } from './slow-note';

/* When the page has come to rest, and the longest wait that asks for no other offer, in seconds. */
const REST_MS = 1500;
const PATIENT_S = 30;

interface Slow {
  /** Milliseconds a training step of the usual preset, and of the smaller one. */
  readonly usual: number;
  readonly smaller: number;
  /** Fetched only for who is to read it. */
  readonly Note: ComponentType<SlowNoteProps>;
}

const settingsOf = ({ config }: Preset): Settings =>
  Object.fromEntries(Object.entries(config).map(([name, value]) => [name, String(value)]));

/** On a device where the default race would be long, as measured, offers the smaller preset. Forces nothing. */
export function SlowDevice() {
  const session = useSession();
  const { race, description, preset, locked, embed } = session;
  const slow = useSignal<Slow | null>(null);
  const declined = useSignal(false);
  const smaller = useComputed(() => description.value?.presets.find(({ name }) => name === 'small') ?? null);
  /* Where the first preset stands, untouched, and nothing trains. */
  const applies = useComputed(
    () =>
      preset.value !== null &&
      preset.value === description.value?.presets[0] &&
      race.phase.value === 'idle' &&
      locked.value.length === 0 &&
      embed.value === null,
  );
  useEffect(() => {
    const engine = session.engine.value;
    const usual = preset.peek();
    /* With threads to spare no device is slow. */
    if (!applies.value || !engine || engine.threads > 1 || !usual || !smaller.value || slow.peek()) return;
    const giveUp = new AbortController();
    const [one, other] = [settingsOf(usual), settingsOf(smaller.value)];
    const timer = setTimeout(async () => {
      const first = await stepTime(engine, { ...one, objective: session.objectives.peek()[0] ?? '' }, giveUp.signal);
      if (first === null || seconds(first) <= PATIENT_S) return;
      const second = await stepTime(engine, { ...other, objective: session.objectives.peek()[0] ?? '' }, giveUp.signal);
      if (second === null || second >= first) return;
      const note = await import('./slow-note').catch(() => null);
      if (note) slow.value = { usual: first, smaller: second, Note: note.SlowNote };
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      giveUp.abort();
    };
  }, [session, applies.value, session.engine.value]);
  const measured = slow.value;
  const small = smaller.value;
  if (!measured || !small || !applies.value || declined.value) return null;
  return (
    <measured.Note
      stepMs={measured.usual}
      seconds={seconds(measured.usual)}
      smallerSeconds={seconds(measured.smaller)}
      onAccept={() => session.choosePreset(small)}
      onDecline={() => {
        declined.value = true;
      }}
    />
  );

  function seconds(stepMs: number): number {
    const steps = session.budget.peek() ?? 0;
    return raceTime(stepMs, steps, session.objectives.peek().length, navigator.hardwareConcurrency);
  }
}
