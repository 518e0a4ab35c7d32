import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { openRig, ORDER } from './rig.ts';
import { findSlotFaults } from './slot-faults.ts';

const HOUR = 3_600_000;
const fromThread = z.union([
  z.object({ id: z.number(), key: z.string(), lookSince: z.number().nullable() }),
  z.object({ done: z.literal(true), errors: z.array(z.string()) }),
]);

test('GIVEN two planners with connections of their own to one file THEN every hour of two days is posted by one of them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kiosque-two-'));
  const path = join(folder, 'kiosque.db');
  const rig = await openRig({ path });
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const times = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`);
  const digest = await rig.startProcess().digests.create({ ...ORDER, zone: 'UTC', times }, 'u1');
  const posted: string[] = [];
  const threads = await Promise.all(
    [1, 2].map(() =>
      startThread(path, (key) => {
        posted.push(key);
        return String(posted.length);
      }),
    ),
  );
  const from = rig.clock.now();
  for (let hour = 1; hour <= 48; hour++) {
    rig.clock.setWall(from + hour * HOUR);
    const errors = await Promise.all(threads.map((thread) => thread.run(rig.clock.now())));
    expect(errors.flat()).toEqual([]);
  }
  const slots = await rig.db.selectFrom('slots').select(['local_time', 'state']).execute();
  expect(slots).toHaveLength(48);
  expect(slots.filter((slot) => slot.state !== 'late')).toEqual([]);
  expect(posted).toHaveLength(96);
  expect(new Set(posted).size).toBe(96);
  const parts = await rig.db.selectFrom('parts').selectAll().execute();
  const messages = parts.map(({ message_id: id, key, body, channel_id: channelId }) => ({
    id: id ?? '',
    key,
    body,
    channelId,
    at: 0,
  }));
  rig.channel.messages.push(...messages);
  expect(
    await findSlotFaults(
      rig,
      digest,
      slots.map((slot) => slot.local_time),
    ),
  ).toEqual([]);
});

/** A planner in a thread; `post` stores a message and gives its id. `run` sets its clock, lets it work and gives what it logged. */
async function startThread(path: string, post: (key: string) => string) {
  const worker = new Worker(new URL('./planner-thread.ts', import.meta.url), { workerData: { path } });
  onTestFinished(async () => void (await worker.terminate()));
  let finished = Promise.withResolvers<readonly string[]>();
  worker.on('error', (error) => finished.reject(error));
  worker.on('message', (raw: unknown) => {
    const message = fromThread.parse(raw);
    if ('done' in message) finished.resolve(message.errors);
    else worker.postMessage({ id: message.id, messageId: post(message.key), found: false }, []);
  });
  await finished.promise;
  return {
    run(now: number): Promise<readonly string[]> {
      finished = Promise.withResolvers<readonly string[]>();
      worker.postMessage({ now }, []);
      return finished.promise;
    },
  };
}
