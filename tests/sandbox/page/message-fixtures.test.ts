import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { formFaults, encodeValues, startingValues } from '../../../src/sandbox/page/message/modal-values.ts';
import { call, openSandbox } from '../raw-bot.ts';

const FOLDER = new URL('./fixtures/', import.meta.url);
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'));
const named = (start: string) => readdirSync(FOLDER).filter((name) => name.startsWith(start));
const fixture = z.object({
  payload: z.record(z.string(), z.unknown()),
  files: z.array(z.object({ name: z.string(), text: z.string() })),
});

test.each(named('message-'))('GIVEN %s THEN the sandbox’s own rules take it', async (name) => {
  const { sandbox } = await openSandbox();
  const { payload, files } = fixture.parse(read(name));
  const form = new FormData();
  form.append('payload_json', JSON.stringify(payload));
  files.forEach((file, i) => form.append(`files[${i}]`, new Blob([file.text], { type: 'text/plain' }), file.name));
  const answer = await call(sandbox, 'POST', `/channels/${sandbox.ids.channels.news}/messages`, form);
  expect(answer).toMatchObject({ status: 200 });
});

test('GIVEN the fixtures THEN every type of component is among them', () => {
  const all = [...named('message-'), ...named('modal-')].map((name) => JSON.stringify(read(name))).join('');
  const types = new Set(Array.from(all.matchAll(/"type":(\d+)/g), ([, type]) => Number(type)));
  const KNOWN = '1 2 3 4 5 6 7 8 9 10 11 12 13 14 17 18 19 21 22 23'.split(' ').map(Number);
  expect([...types].toSorted((a, b) => a - b)).toEqual(KNOWN);
});

const form = z.record(z.string(), z.unknown());

test('GIVEN a form as it opens THEN its defaults are its values, and what is missing is told by field', () => {
  const body = form.parse(read('modal-all.json'));
  const values = startingValues(body);
  expect(encodeValues(values)).toMatchObject({ title: '', text: 'Already here', language: 'en', tell: 'true' });
  expect(Object.keys(formFaults(body, values))).toEqual(['title', 'length', 'sections']);
});

test.each([
  [{ what: 'ab', how: '' }, { what: 'At least 3 characters are needed.' }],
  [{ what: 'abc', how: '' }, {}],
  [{ what: 'x'.repeat(4001), how: '' }, { what: 'No more than 4000 characters fit.' }],
])('GIVEN texts of a wrong length THEN the limits are told', (values, faults) => {
  expect(formFaults(form.parse(read('modal-classic.json')), values)).toEqual(faults);
});

test('GIVEN too many of a group THEN the limit is told', () => {
  const body = form.parse(read('modal-all.json'));
  const values = { ...startingValues(body), title: 'a', length: ['short'], sections: ['p', 's', 'o'] };
  expect(formFaults(body, values)).toEqual({ sections: 'Choose no more than 2.' });
});
