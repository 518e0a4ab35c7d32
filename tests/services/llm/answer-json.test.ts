import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { parseAnswer } from '../../../src/services/llm/answer-json.ts';

const anything = z.record(z.string(), z.unknown());

test('PROPERTY: an object is read back whatever stands around it', () => {
  const around = fc.constantFrom('', 'Sure, here it is:', 'Here:\n\n', 'As asked [1], "so":');
  const after = fc.constantFrom('', ' I hope this helps!', '\n\nAnything else? {', ' }');
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue()),
      around,
      after,
      fc.boolean(),
      (value, before, behind, fenced) => {
        const json = JSON.stringify(value);
        // zod leaves such a key out, which is as well: it could change an object's prototype.
        fc.pre(!json.includes('"__proto__"'));
        const inFence = fenced && !json.includes('```');
        const said = inFence ? `${before}\n\`\`\`json\n${json}\n\`\`\`\n${behind}` : `${before} ${json} ${behind}`;
        expect(parseAnswer(said, anything)).toEqual({ ok: true, value: JSON.parse(json) });
      },
    ),
  );
});

test('PROPERTY: whatever a model says, it is parsed or refused, never thrown', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('{', '}', '"', '\\', '`', 'a', ':', '\n', '<think>') }), (said) => {
      const parsed = parseAnswer(said, z.object({ a: z.string() }));
      expect(parsed.ok || parsed.fault !== '').toBe(true);
    }),
  );
});

test.each([
  ['{"a":1}', 'wrong-shape', 'a: '],
  ['{"a":', 'malformed', 'not valid JSON'],
  ['"a"', 'wrong-shape', 'answer: '],
  ['', 'malformed', 'not valid JSON'],
])('GIVEN %s THEN it is %s and the fault says where', (said, kind, fault) => {
  expect(parseAnswer(said, z.object({ a: z.string() }))).toEqual({
    ok: false,
    kind,
    fault: expect.stringContaining(fault),
  });
});

test('GIVEN a draft of the wrong shape and then the right one in a fence THEN the right one counts', () => {
  const said = 'First {"b":1}, better:\n```json\n{"a":"x"}\n```';
  expect(parseAnswer(said, z.object({ a: z.string() }))).toEqual({ ok: true, value: { a: 'x' } });
});

test('GIVEN ten faults THEN the model is told five: a repair prompt stays short', () => {
  const schema = z.object(Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`k${i}`, z.string()])));
  const parsed = parseAnswer('{}', schema);
  expect(parsed.ok ? '' : parsed.fault.split('; ')).toHaveLength(5);
});
