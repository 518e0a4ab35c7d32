import {
  BEFORE_IN_TERM,
  type Cells,
  giveCell,
  NEXT_IN_ROW,
  NEXT_IN_TERM,
  noCells,
  SLOT,
  takeCell,
  TERM,
  VALUE,
} from './story-cells.ts';
import { forgetTerm, noTerms, type Vocabulary } from './story-vocabulary.ts';

/** One side of a group: the sum of its articles' vectors, dampened, with the square of its length. */
export type Row = { head: number; square: number };

/** What a search found: slots whose rows share terms with a vector, in `slots` up to `found`, with their sums by slot. */
export type Gathered = { slots: Int32Array; found: number; sums: Float64Array };

/** Terms by their numbers, with weights. */
export type Vector = { ids: readonly number[]; weights: readonly number[] };

/** The rows of all groups. A row is told by its slot where it is found by a term. */
export type Table = {
  cells: Cells;
  vocabulary: Vocabulary;
  gathered: Gathered;
};

/** What says a thing ten times says it less than ten times as loud: keeps big groups from drifting. */
const DAMPING = 0.8;
const FIRST_SLOTS = 256;
const GROWTH = 1.5;

/** A table without rows. */
export function emptyTable(): Table {
  return { cells: noCells(), vocabulary: noTerms(), gathered: roomFor(FIRST_SLOTS) };
}

/** A row without terms. */
export function emptyRow(): Row {
  return { head: 0, square: 0 };
}

/** Adds a vector to a row. */
export function addVector(table: Table, { row, slot }: { row: Row; slot: number }, { ids, weights }: Vector): void {
  holdSlot(table, slot);
  mark(table, row, true);
  const { cells } = table;
  const { marks } = table.vocabulary;
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] ?? 0;
    const weight = weights[i] ?? 0;
    const known = marks[id] ?? 0;
    const cell = known === 0 ? makeCell(table, { row, slot, id }) : known;
    const before = cells.floats[cell + VALUE] ?? 0;
    const sum = before === 0 ? weight : before ** (1 / DAMPING) + weight;
    cells.floats[cell + VALUE] = sum ** DAMPING;
    // As it was stored, not as it was computed: taken away again, nothing is left.
    row.square += (cells.floats[cell + VALUE] ?? 0) ** 2 - before ** 2;
  }
  mark(table, row, false);
}

/** What a row is the sum of. */
export function readRow({ cells: { ints, floats } }: Table, { head }: Row): Vector {
  const ids: number[] = [];
  const weights: number[] = [];
  for (let cell = head; cell !== 0; cell = ints[cell + NEXT_IN_ROW] ?? 0) {
    ids.push(ints[cell + TERM] ?? 0);
    weights.push((floats[cell + VALUE] ?? 0) ** (1 / DAMPING));
  }
  return { ids, weights };
}

/** Takes everything out of a row. Terms that no other row holds are forgotten. */
export function clearRow({ cells, vocabulary }: Table, row: Row): void {
  const { ints } = cells;
  for (let cell = row.head; cell !== 0; ) {
    const following = ints[cell + NEXT_IN_ROW] ?? 0;
    const id = ints[cell + TERM] ?? 0;
    const next = ints[cell + NEXT_IN_TERM] ?? 0;
    const before = ints[cell + BEFORE_IN_TERM] ?? 0;
    if (next !== 0) ints[next + BEFORE_IN_TERM] = before;
    if (before !== 0) ints[before + NEXT_IN_TERM] = next;
    else vocabulary.heads[id] = next;
    const left = (vocabulary.counts[id] ?? 1) - 1;
    vocabulary.counts[id] = left;
    if (left === 0) forgetTerm(vocabulary, id);
    giveCell(cells, cell);
    cell = following;
  }
  row.head = 0;
  row.square = 0;
}

/** The cosine between two rows, 0 to 1, and how many terms they share. */
export function compareRows(table: Table, one: Row, other: Row): { cosine: number; common: number } {
  const { ints, floats } = table.cells;
  const { marks } = table.vocabulary;
  let common = 0;
  let dot = 0;
  mark(table, one, true);
  for (let cell = other.head; cell !== 0; cell = ints[cell + NEXT_IN_ROW] ?? 0) {
    const counterpart = marks[ints[cell + TERM] ?? 0] ?? 0;
    if (counterpart === 0) continue;
    common++;
    dot += (floats[cell + VALUE] ?? 0) * (floats[counterpart + VALUE] ?? 0);
  }
  mark(table, one, false);
  return { cosine: dot === 0 ? 0 : dot / Math.sqrt(one.square * other.square), common };
}

/**
 * The slots whose rows share terms with a vector, with the sum of weight times what the row holds (`isPlain`: of weights alone).
 * Terms that more than `most` rows hold tell little, and would make every article a comparison with all: they are passed over.
 * What is given is written over by the next search.
 */
export function gather(
  { cells: { ints, floats }, vocabulary: { heads, counts }, gathered }: Table,
  { vector, most, isPlain = false }: { vector: Vector; most: number; isPlain?: boolean },
): Gathered {
  const { slots, sums } = gathered;
  for (let i = 0; i < gathered.found; i++) sums[slots[i] ?? 0] = 0;
  let found = 0;
  for (let i = 0; i < vector.ids.length; i++) {
    const id = vector.ids[i] ?? 0;
    const weight = vector.weights[i] ?? 0;
    if (weight === 0 || (counts[id] ?? 0) > most) continue;
    for (let cell = heads[id] ?? 0; cell !== 0; cell = ints[cell + NEXT_IN_TERM] ?? 0) {
      const slot = ints[cell + SLOT] ?? 0;
      const sum = sums[slot] ?? 0;
      if (sum === 0) slots[found++] = slot;
      sums[slot] = sum + (isPlain ? weight : weight * (floats[cell + VALUE] ?? 0));
    }
  }
  gathered.found = found;
  return gathered;
}

/** Writes down where a row holds each of its terms, or forgets it again. */
function mark({ cells: { ints }, vocabulary: { marks } }: Table, row: Row, isOn: boolean): void {
  for (let cell = row.head; cell !== 0; cell = ints[cell + NEXT_IN_ROW] ?? 0)
    marks[ints[cell + TERM] ?? 0] = isOn ? cell : 0;
}

function makeCell(
  { cells, vocabulary: { heads, counts } }: Table,
  { row, slot, id }: { row: Row; slot: number; id: number },
): number {
  const cell = takeCell(cells);
  const { ints, floats } = cells;
  const next = heads[id] ?? 0;
  ints[cell + TERM] = id;
  ints[cell + SLOT] = slot;
  ints[cell + NEXT_IN_ROW] = row.head;
  ints[cell + NEXT_IN_TERM] = next;
  ints[cell + BEFORE_IN_TERM] = 0;
  if (next !== 0) ints[next + BEFORE_IN_TERM] = cell;
  floats[cell + VALUE] = 0;
  row.head = cell;
  heads[id] = cell;
  counts[id] = (counts[id] ?? 0) + 1;
  return cell;
}

function holdSlot(table: Table, slot: number): void {
  // What the last search found is not needed any more.
  if (slot >= table.gathered.sums.length) table.gathered = roomFor(Math.ceil((slot + 1) * GROWTH));
}

function roomFor(slots: number): Gathered {
  return { slots: new Int32Array(slots), found: 0, sums: new Float64Array(slots) };
}
