/* The chapters of the page, in reading order; an id is also the chapter's anchor. */

export const CHAPTERS = [
  'play',
  'race',
  'watch',
  'inside',
  'always',
  'repairs',
  'paper',
  'laboratory',
  'sources',
] as const;

export type Chapter = (typeof CHAPTERS)[number];

export function isChapter(name: string): name is Chapter {
  return CHAPTERS.some((chapter) => chapter === name);
}
