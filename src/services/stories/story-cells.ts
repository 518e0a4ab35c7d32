/**
 * The cells of a sparse matrix, 24 bytes each in one buffer: a row is what a group holds, a column is a term, and each cell is found
 * from both. A place is where a cell begins; 0 is none.
 */
export type Cells = { ints: Int32Array; floats: Float32Array; used: number; free: number };

/** What stands where in a cell. */
export const TERM = 0;
export const SLOT = 1;
export const NEXT_IN_ROW = 2;
export const NEXT_IN_TERM = 3;
export const BEFORE_IN_TERM = 4;
export const VALUE = 5;

const WIDTH = 6;
const FIRST_CELLS = 1_024;
/** A buffer that is full becomes so much longer. */
const GROWTH = 1.3;

/** No cells yet. */
export function noCells(): Cells {
  // What stands at 0 is never given out.
  return { ...twoViews(FIRST_CELLS * WIDTH), used: WIDTH, free: 0 };
}

/** A place for a cell; what stands there is the caller's to write. */
export function takeCell(cells: Cells): number {
  if (cells.free !== 0) {
    const cell = cells.free;
    cells.free = cells.ints[cell + NEXT_IN_ROW] ?? 0;
    return cell;
  }
  if (cells.used >= cells.ints.length) {
    const { ints, floats } = twoViews(Math.ceil((cells.ints.length / WIDTH) * GROWTH) * WIDTH);
    ints.set(cells.ints);
    cells.ints = ints;
    cells.floats = floats;
  }
  const cell = cells.used;
  cells.used += WIDTH;
  return cell;
}

/** Gives a place back. */
export function giveCell(cells: Cells, cell: number): void {
  cells.ints[cell + NEXT_IN_ROW] = cells.free;
  cells.free = cell;
}

function twoViews(length: number): Pick<Cells, 'ints' | 'floats'> {
  const ints = new Int32Array(length);
  return { ints, floats: new Float32Array(ints.buffer) };
}
