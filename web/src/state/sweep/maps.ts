/* Maps of a sweep: what became of the seeds, by degree and path length; one map for each setting of everything else. */
import type { Value } from '../../engine/shared/description';
import type { Group, Grouping } from './groups';

export interface SizeMap {
  readonly key: string;
  /** What tells it from the other maps. */
  readonly settings: readonly (readonly [field: string, Value])[];
  readonly degrees: readonly number[];
  readonly lengths: readonly number[];
  readonly groups: readonly Group[];
}

/* A handful of sizes is a table, no map. */
const FEWEST_SIZES = 6;

const sizeOf = ({ degree, length }: Group): string => `${degree},${length}`;

/** The maps; none where the sweep did not vary both sides, or too little. */
export function mapsOf({ fields, groups }: Grouping): readonly SizeMap[] {
  const varied = fields.includes('degree') && fields.includes('path_length');
  if (!varied || new Set(groups.map(sizeOf)).size < FEWEST_SIZES) return [];
  const split = fields.filter((field) => splits(groups, field));
  const maps = new Map<string, Group[]>();
  for (const group of groups) {
    const key = JSON.stringify(split.map((field) => group.config[field]));
    maps.set(key, [...(maps.get(key) ?? []), group]);
  }
  /* What differs by budget alone has two cells in one place: the table tells them apart, a map could not. */
  if ([...maps.values()].some((members) => new Set(members.map(sizeOf)).size < members.length)) return [];
  const sides = (values: readonly number[]) => [...new Set(values)].sort((a, b) => a - b);
  return [...maps].map(([key, members]) => ({
    key,
    settings: split.map((field) => [field, members[0]?.config[field] ?? ''] as const),
    degrees: sides(members.map(({ degree }) => degree)),
    lengths: sides(members.map(({ length }) => length)),
    groups: members,
  }));
}

/* Whether the field tells graphs of one size apart: labels that follow from the size do not. */
function splits(groups: readonly Group[], field: string): boolean {
  if (field === 'degree' || field === 'path_length') return false;
  const values = new Map<string, Value | undefined>();
  return groups.some((group) => {
    const size = sizeOf(group);
    if (values.has(size) && values.get(size) !== group.config[field]) return true;
    values.set(size, group.config[field]);
    return false;
  });
}
