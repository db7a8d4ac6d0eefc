/* Which doors are open: a visitor opens one by its button, a link or the browser's search, and closes it by its button. */
import { signal } from '@preact/signals';
import { type Chapter, isChapter } from '../state/chapters';

const open = signal<readonly Chapter[]>([]);

export const isOpen = (name: Chapter): boolean => open.value.includes(name);

export function setDoor(name: Chapter, opened: boolean): void {
  const others = open.peek().filter((door) => door !== name);
  open.value = opened ? [...others, name] : others;
}

/** Opens the door that something on the page is behind, if it is behind one. */
export function openDoorOf(element: Element | null): void {
  const door = element?.closest('.door')?.id ?? '';
  if (isChapter(door)) setDoor(door, true);
}
