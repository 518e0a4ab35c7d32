import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import type { Clock } from '../../../src/clock.ts';
import { openDatabase } from '../../../src/data/database.ts';
import { systemRandom } from '../../../src/ids.ts';
import { createArticles } from '../../../src/services/articles.ts';
import { createDigests } from '../../../src/services/digests/create-digests.ts';

/** A planner with a connection of its own to the database file; its channel and its clock are the test's. */
const toThread = z.union([
  z.object({ now: z.number() }),
  z.object({ id: z.number(), messageId: z.string(), found: z.boolean() }),
]);

const { path } = z.object({ path: z.string() }).parse(workerData);
const answers = new Map<number, (sent: { messageId: string; found: boolean }) => void>();
const errors: string[] = [];
let now = 0;
let calls = 0;

const clock: Clock = {
  now: () => now,
  monotonicMs: () => now,
  wait: (_ms, signal) =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    }),
};

const db = await openDatabase(path);
const { planner } = createDigests({
  db,
  clock,
  random: systemRandom,
  log: {
    debug: () => undefined,
    info: () => undefined,
    warn: (event) => void errors.push(event),
    error: (event, fields) => void errors.push(`${event} ${String(fields?.['error'])}`),
  },
  articles: createArticles({ db }),
  summaries: {
    summarize: async () => {
      throw new Error('no article is stored');
    },
  },
  renderParts: (_reply, closing) =>
    [1, 2].map((n) => ({ key: closing(n).key, body: `{"part":${n}}`, form: 'message', entries: [] })),
  office: {
    async post({ key, lookSince, channelId }) {
      calls += 1;
      const id = calls;
      const { promise, resolve } = Promise.withResolvers<{ messageId: string; found: boolean }>();
      answers.set(id, resolve);
      parentPort?.postMessage({ id, key, lookSince }, []);
      return { kind: 'sent', channelId, ...(await promise) };
    },
    find: async () => ({ kind: 'absent' }),
    publish: async () => ({ kind: 'published' }),
    mayPost: async () => true,
  },
  tellAdmin: async () => undefined,
  tick: () => () => undefined,
});

const workAt = async (moment: number) => {
  now = moment;
  await planner.runOnce();
  parentPort?.postMessage({ done: true, errors: errors.splice(0) }, []);
};

parentPort?.on('message', (raw: unknown) => {
  const message = toThread.parse(raw);
  if ('id' in message) answers.get(message.id)?.(message);
  else void workAt(message.now);
});
parentPort?.postMessage({ done: true, errors: [] }, []);
