import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addVector,
  clearRow,
  compareRows,
  emptyRow,
  emptyTable,
  gather,
  readRow,
} from '../../../src/services/stories/story-table.ts';
import { numberOf } from '../../../src/services/stories/story-vocabulary.ts';

const WORDS = Array.from({ length: 12 }, (_, i) => `w${i}`);

/** What a table must say, by maps that are looked through from end to end. */
type Plain = Map<string, number>;

function dampen(sums: Plain | undefined): Plain {
  return new Map(Array.from(sums ?? [], ([word, sum]) => [word, sum ** 0.8]));
}

function cosine(one: Plain, other: Plain): number {
  const length = (row: Plain) => Math.hypot(...row.values());
  const dot = Array.from(one).reduce((sum, [word, value]) => sum + value * (other.get(word) ?? 0), 0);
  return dot === 0 ? 0 : dot / (length(one) * length(other));
}

const words = fc.uniqueArray(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 });
const step = fc.record({ row: fc.integer({ min: 0, max: 4 }), words, isCleared: fc.boolean() });

test('GIVEN rows that grow and are cleared THEN searches, sums and likeness are those of plain maps, and unused terms are forgotten', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), words, (steps, query) => {
      const table = emptyTable();
      const rows = Array.from({ length: 5 }, emptyRow);
      const plain: Plain[] = rows.map(() => new Map());
      const vectorOf = (terms: readonly string[]) => ({
        ids: terms.map((term) => numberOf(table.vocabulary, term)),
        weights: terms.map((_, i) => 0.25 + i / 8),
      });
      for (const { row, words: terms, isCleared } of steps) {
        const [own, sums] = [rows[row] ?? emptyRow(), plain[row] ?? new Map<string, number>()];
        if (isCleared) {
          clearRow(table, own);
          sums.clear();
          continue;
        }
        addVector(table, { row: own, slot: row }, vectorOf(terms));
        for (const [i, term] of terms.entries()) sums.set(term, (sums.get(term) ?? 0) + 0.25 + i / 8);
      }
      expect(table.vocabulary.numbers.size).toBe(new Set(plain.flatMap((sums) => [...sums.keys()])).size);
      for (const [i, row] of rows.entries()) {
        const { ids, weights } = readRow(table, row);
        const read = new Map(ids.map((id, at) => [table.vocabulary.terms[id], weights[at] ?? 0]));
        expect(read.size).toBe(plain[i]?.size);
        for (const [word, sum] of plain[i] ?? []) expect(read.get(word)).toBeCloseTo(sum, 4);
        for (const [j, other] of rows.entries()) {
          const wanted = cosine(dampen(plain[i]), dampen(plain[j]));
          expect(compareRows(table, row, other).cosine).toBeCloseTo(wanted, 4);
        }
      }
      const { slots, found, sums } = gather(table, { vector: vectorOf(query), most: 5, isPlain: true });
      const holding = plain.flatMap((held, slot) => (query.some((word) => held.has(word)) ? [slot] : []));
      expect([...slots.subarray(0, found)].toSorted((a, b) => a - b)).toEqual(holding);
      for (const slot of holding) {
        const wanted = query.reduce((sum, word, i) => sum + (plain[slot]?.has(word) ? 0.25 + i / 8 : 0), 0);
        expect(sums[slot]).toBeCloseTo(wanted, 9);
      }
    }),
  );
});

test('GIVEN more cells, terms and rows than there is room for at first THEN there is room, and what is cleared is used again', () => {
  const table = emptyTable();
  const rows = Array.from({ length: 600 }, emptyRow);
  const fill = () => {
    for (const [slot, row] of rows.entries()) {
      const ids = Array.from({ length: 10 }, (_, i) => numberOf(table.vocabulary, `t${slot * 5 + i}`));
      addVector(table, { row, slot }, { ids, weights: ids.map(() => 1) });
    }
  };
  fill();
  const { used } = table.cells;
  expect(compareRows(table, rows[0] ?? emptyRow(), rows[1] ?? emptyRow())).toEqual({ cosine: 0.5, common: 5 });
  for (const row of rows) clearRow(table, row);
  expect(table.vocabulary.numbers.size).toBe(0);
  fill();
  expect(table.cells.used).toBe(used);
  expect(gather(table, { vector: { ids: [0], weights: [1] }, most: 1 }).found).toBeLessThan(2);
});

test('GIVEN a term that too many rows hold THEN it is not searched by', () => {
  const table = emptyTable();
  const id = numberOf(table.vocabulary, 'all');
  for (let slot = 0; slot < 4; slot++) addVector(table, { row: emptyRow(), slot }, { ids: [id], weights: [1] });
  const vector = { ids: [id], weights: [1] };
  expect(gather(table, { vector, most: 4 }).found).toBe(4);
  expect(gather(table, { vector, most: 3 }).found).toBe(0);
});
