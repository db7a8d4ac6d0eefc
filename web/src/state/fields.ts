/* The draft as a form sees it, field by field: the text in each, and why it is refused. Apart from the draft, because the
 * first screens have no fields. */
import { exhibitOf, optionOf } from '../engine/shared/description';
import { type Session, useSession } from './session';

export class Fields {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Drafts the text of a field, unless a lesson locks it. */
  set(name: string, text: string): void {
    const { draft, engine, lesson } = this.#session;
    const option = engine.option(name);
    if (!option || lesson.isLocked(name)) return;
    const rest = Object.entries(draft.settings.value).filter(([key]) => key !== name);
    const usual = text === String(option.default);
    draft.settings.value = Object.fromEntries(usual ? rest : [...rest, [name, text]]);
  }

  /** The text of a field where the visitor has set nothing, once the engine has described itself. */
  usual(name: string): string {
    const description = this.#session.engine.description.value;
    return description ? (exhibitOf(description)[name] ?? String(optionOf(description, name).default)) : '';
  }

  /** Whether a field is not as the page opens with it. */
  changed(name: string): boolean {
    return this.text(name) !== this.usual(name);
  }

  /** Puts a field back to what the page opens with. */
  reset(name: string): void {
    this.set(name, this.usual(name));
  }

  /** The text of a field: what was typed, else its default. */
  text(name: string): string {
    const { draft, engine } = this.#session;
    return draft.settings.value[name] ?? String(engine.option(name)?.default ?? '');
  }

  /** Why a field is refused: said at the field that the module names first. */
  problem(name: string): string | null {
    return this.#session.draft.problems.value.find(({ fields }) => fields[0] === name)?.message ?? null;
  }

  /** Whether a field has a part in some problem. */
  concerns(name: string): boolean {
    return this.#session.draft.problems.value.some(({ fields }) => fields.includes(name));
  }
}

export function useFields(): Fields {
  return new Fields(useSession());
}
