import { afterAll, expect, test } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import { detectLanguages } from '../../../src/services/detection/detect-languages.ts';
import { createReadingHost } from '../../../src/services/reading/reading-host.ts';

const host = createReadingHost(systemClock());
afterAll(() => host.close());

test('GIVEN more texts than one order takes THEN each has its language, in order', async () => {
  const pair = ['Der Rat hat die alte Brücke gesperrt.', 'Le conseil a fermé le vieux pont.'];
  const texts = Array.from({ length: 501 }, (_, i) => pair[i % 2] ?? '');
  const found = await detectLanguages(host, texts);
  expect(found.map(({ language }) => language)).toEqual(texts.map((_, i) => (i % 2 === 0 ? 'de' : 'fr')));
  expect(await detectLanguages(host, [])).toEqual([]);
});

test('GIVEN a long text THEN only its beginning goes to the worker', async () => {
  const orders: unknown[] = [];
  const recording: Parameters<typeof detectLanguages>[0] = {
    runReading: (task, input, limits) => (orders.push(input), host.runReading(task, input, limits)),
  };
  await detectLanguages(recording, ['mot '.repeat(100_000)]);
  expect(orders).toEqual([['mot '.repeat(500)]]);
});

test('GIVEN a worker that cannot answer THEN that is told', async () => {
  const closed = createReadingHost(systemClock());
  await closed.close();
  await expect(detectLanguages(closed, ['Le pont'])).rejects.toThrow('could not be told (closed)');
});
