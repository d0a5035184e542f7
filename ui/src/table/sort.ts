import type { Sort, SortField } from "../gen/desk.gen.ts";

/** A click sorts by one column, or turns it round; with Shift the column joins those already chosen. */
export function nextSort(sort: readonly Sort[], field: SortField, joins: boolean): Sort[] {
  const known = sort.find((by) => by.field === field);
  const turned = { field, descending: known ? !known.descending : false };
  if (!joins) return [turned];
  return known ? sort.map((by) => (by === known ? turned : by)) : [...sort, turned].slice(-2);
}
