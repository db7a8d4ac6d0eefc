/* What takes the draft's place as a whole: a preset, the settings of a file or of a table, a race that was left. Apart from
 * the draft, because nothing of it is needed for the first screens. */
import { batch } from '@preact/signals';
import { type Config, optionOf, type Preset, type Settings } from '../engine/shared/description';
import type { Session } from './session';
import { LANES_MOST } from './url';

/** The preset that the draft is, seed aside; null where it is none. */
export function presetOf({ draft, engine }: Session): Preset | null {
  const description = engine.description.value;
  const config = draft.views.value[0]?.config;
  if (!description || !config) return null;
  const names = description.options.map(({ name }) => name).filter((name) => name !== 'seed' && name !== 'objective');
  return (
    description.presets.find((preset) =>
      names.every((name) => config[name] === (preset.config[name] ?? optionOf(description, name).default)),
    ) ?? null
  );
}

/** The seed, and what a lesson locks, stay as they are. */
export function choosePreset({ draft, lesson }: Session, preset: Preset): void {
  const config = Object.entries(preset.config).map(([name, value]) => [name, String(value)] as const);
  const kept = (name: string) => name === 'seed' || lesson.isLocked(name);
  draft.settings.value = Object.fromEntries([
    ...config.filter(([name]) => !kept(name)),
    ...Object.entries(draft.settings.value).filter(([name]) => kept(name)),
  ]);
}

/** Takes settings over the defaults as the draft, and lanes and budget with them; what a lesson locks stays as it is. */
export function adopt(
  { draft, engine, lesson }: Session,
  settings: Settings,
  page: { readonly objectives?: readonly string[]; readonly budget?: number } = {},
): void {
  const description = engine.description.value;
  if (!description) return;
  const usual = (name: string) => String(optionOf(description, name).default);
  const kept = Object.entries(draft.settings.value).filter(([name]) => lesson.isLocked(name));
  const taken = Object.entries(settings).filter(
    ([name, text]) => name !== 'objective' && !lesson.isLocked(name) && text !== usual(name),
  );
  batch(() => {
    draft.settings.value = Object.fromEntries([...kept, ...taken]);
    if (page.objectives && page.objectives.length > 0 && !lesson.isLocked('objective'))
      draft.objectives.value = page.objectives.slice(0, LANES_MOST);
    if (page.budget !== undefined) draft.budgetText.value = String(page.budget);
  });
}

/** Drafts the settings of runs that go on, one config a lane, locked or not, and shows their graph. */
export function recall(
  { asked, draft, engine }: Session,
  configs: readonly Config[],
  budget: number,
  graph: number,
): void {
  const [first] = configs;
  const options = engine.description.value?.options.filter(({ name }) => name !== 'objective') ?? [];
  const changed = options.filter(({ name, default: usual }) => first?.[name] !== undefined && first[name] !== usual);
  batch(() => {
    draft.settings.value = Object.fromEntries(changed.map(({ name }) => [name, String(first?.[name])]));
    draft.objectives.value = configs.map(({ objective }) => String(objective));
    draft.budgetText.value = String(budget);
    asked.graphIndex.value = graph;
  });
}
