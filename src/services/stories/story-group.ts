import type { Row } from './story-table.ts';

/** Articles of one language that tell of one event, as what their words have in common. */
export type Group = {
  /** Order of founding: decides between equals, and which of two that become one stays. */
  n: number;
  /** Where its rows are found; given to another group when it is no more. */
  slot: number;
  language: string;
  ids: string[];
  firstAt: number;
  lastAt: number;
  own: Row;
  shared: Row;
  story: Story;
};

/** The groups of one event in several languages: one of each language. `id`: of its first article. */
export type Story = { id: string; n: number; groups: Group[] };

/** What was found of a group, the more the better. */
export type Ranked = { group: Group; lead: number };

/** Puts a group among the best `most`, by lead and then by age, where it is one of them. */
export function keepBest(best: Ranked[], one: Ranked, most: number): void {
  let at = best.length;
  while (at > 0 && comesBefore(one, best[at - 1])) at--;
  if (at >= most) return;
  best.splice(at, 0, one);
  if (best.length > most) best.pop();
}

function comesBefore(one: Ranked, other: Ranked | undefined): boolean {
  if (!other) return false;
  return one.lead > other.lead || (one.lead === other.lead && one.group.n < other.group.n);
}
