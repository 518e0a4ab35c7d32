import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { countSqueezed } from '../../../src/services/pages/dom.ts';

test('GIVEN any text THEN it counts as long as it is with single spaces', () => {
  const piece = fc.constantFrom(' ', '\n', '\t', '\u00a0', '\u2003', '\ufeff', 'a', '—', '字');
  fc.assert(
    fc.property(fc.string({ unit: fc.oneof(piece, fc.string({ maxLength: 2 })) }), (text) => {
      expect(countSqueezed(text)).toBe(text.replace(/\s+/g, ' ').length);
    }),
    { numRuns: 500 },
  );
});
