import { expect, test } from 'vitest';
import { startBot } from '../support/sandbox-bot.ts';

const TRIES = 20;
const DAY = 86_400_000;
/** The dead process still holds its slot for half a minute. */
const LEASE_OVER = 31_000;
/** On a busy machine a first try may fail and wait; the planner's own tick comes each minute. */
const PATIENCE = 90_000;

test(`GIVEN kill -9 between a digest's send and its record, ${TRIES} times THEN each day has exactly one message`, async () => {
  const { sandbox, bot, moveClock } = await startBot({ at: '2026-11-02T07:59:30Z' });
  await sandbox.command('/digest create channel:#news time:08:00 timezone:UTC', { as: 'manager' });
  for (let day = 1; day <= TRIES; day++) {
    // The message is stored and its answer withheld: the bot is in the gap, and there it is killed.
    const gap = sandbox.breakages.add({ method: 'POST', route: /^\/channels\/\d+\/messages$/, act: 'withhold' });
    const stored = sandbox.waitForMessage('news', () => sandbox.messages('news').length >= day, PATIENCE);
    moveClock(day === 1 ? 60_000 : DAY);
    await stored;
    expect(gap.hits()).toBe(1);
    await bot.kill();
    gap.remove();
    moveClock(LEASE_OVER);
    const looked = untilLooked(sandbox);
    await bot.start();
    await sandbox.waitForBot();
    await looked;
    const list = await sandbox.command('/digest list', { as: 'manager' });
    expect(list.outcome).toBe('answered');
    expect(sandbox.messages('news')).toHaveLength(day);
  }
  expect(sentKeys(sandbox)).toHaveLength(TRIES);
  expect(new Set(sentKeys(sandbox)).size).toBe(TRIES);
}, 300_000);

type Sandbox = Awaited<ReturnType<typeof startBot>>['sandbox'];

/** Resolves when the bot has looked into a channel's history. */
function untilLooked(sandbox: Sandbox): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = sandbox.wire.onEntry((entry) => {
    if (entry.method !== 'GET' || !/^\/channels\/\d+\/messages/.test(entry.route ?? '')) return;
    stop();
    resolve();
  });
  return promise;
}

/** The nonces of the messages in the channel, as sent. */
function sentKeys(sandbox: Sandbox): readonly (string | null)[] {
  return sandbox.messages('news').map((message) => message.nonce);
}
