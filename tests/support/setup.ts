import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import { runEndings } from './endings.ts';
import { network } from './network.ts';

// A run can be repeated: FC_SEED=… tries other cases.
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 20_261_123) });

/** Runs before every test file: the network is closed (loopback excepted), and a word on the console fails the test. */
beforeAll(() => network.open());
afterAll(async () => {
  await runEndings('file');
  network.close();
});

const CONSOLE = ['log', 'info', 'warn', 'error', 'debug'] as const;

beforeEach(() => {
  for (const method of CONSOLE) vi.spyOn(console, method).mockImplementation(() => undefined);
});

afterEach(async () => {
  await runEndings('test');
  network.server.resetHandlers();
  const unexpected = network.takeUnhandled();
  const said = CONSOLE.flatMap((method) =>
    vi.mocked(console[method]).mock.calls.map((words) => `${method}: ${words.join(' ')}`),
  );
  expect(unexpected, 'requests that no test answers').toEqual([]);
  expect(said, 'words on the console').toEqual([]);
});
