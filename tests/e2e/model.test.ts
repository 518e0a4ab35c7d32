import { afterAll, afterEach, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import type { SandboxMessage } from '../../src/sandbox/contract.ts';
import { type StandIn, startStandIn } from '../../src/sandbox/stand-in.ts';
import { shareBot, startBot } from '../support/sandbox-bot.ts';

const open: StandIn[] = [];
afterEach(async () => {
  for (const standIn of open.splice(0)) await standIn.stop();
});

/** For the tests that need no bot of their own. */
let shared: Promise<StandIn> | undefined;
afterAll(async () => (await shared)?.stop());

/** The reply that stays: the one before it says that the model is still reading. */
const isFinal = (message: SandboxMessage) => !JSON.stringify(message.body).includes('still reading');

/** A bot whose endpoint refuses with 400 what strict mode refuses. */
async function startWithModel(env: Record<string, string> = {}) {
  const standIn = await startStandIn({ port: 0, clock: systemClock() });
  open.push(standIn);
  const running = await startBot({ env: { OPENAI_BASE_URL: standIn.baseUrl, LLM_MODEL: 'strict', ...env } });
  return { standIn, ...running };
}

/** A bot that other tests have asked before, impatient with its endpoint: each asks for a text of its own. */
async function shareWithModel() {
  shared ??= startStandIn({ port: 0, clock: systemClock() });
  const standIn = await shared;
  standIn.setMode('honest');
  const env = { OPENAI_BASE_URL: standIn.baseUrl, LLM_MODEL: 'strict', LLM_TIMEOUT_SECONDS: '1' };
  return { standIn, ...(await shareBot({ env })) };
}

test('GIVEN a strict endpoint THEN a summary and a translation go through, and a second ask makes no call', async () => {
  const { sandbox, standIn } = await startWithModel();
  const first = await sandbox.command('/summary language:fr', { as: 'member' });
  expect(first.text).toMatch(/Summary by strict|Résumé de strict/);
  expect(standIn.requests()).toBe(1);
  const second = await sandbox.command('/summary language:fr', { as: 'manager' });
  expect(second.text).toBe(first.text);
  const translated = await sandbox.command('/translate language:de', { as: 'member' });
  expect(translated.text).toContain('translated by strict');
  const requests = standIn.requests();
  await sandbox.command('/translate language:de', { as: 'manager' });
  expect(standIn.requests()).toBe(requests);
  expect(standIn.refusals()).toEqual([]);
});

test('GIVEN 100 members who ask at once THEN one call is made and all have the same answer', async () => {
  const { sandbox, standIn } = await startWithModel();
  const asked = await Promise.all(
    Array.from({ length: 100 }, () =>
      sandbox.command('/summary language:fr', { as: 'member', timeoutMs: 20_000, until: isFinal }),
    ),
  );
  expect(standIn.requests()).toBe(1);
  expect(new Set(asked.map((one) => one.text)).size).toBe(1);
  expect(asked[0]?.text).toContain('Summary by strict');
});

test.each([
  ['down', 'short', shareWithModel],
  ['hang', 'one-line', shareWithModel],
  ['malformed', 'short', startWithModel],
  ['rate-limited', 'short', startWithModel],
] as const)(
  'GIVEN an endpoint that is %s THEN extracts come with the reason, and once it is well again the model answers',
  async (mode, length, start) => {
    const { sandbox, standIn, lines } = await start({ LLM_TIMEOUT_SECONDS: '1' });
    standIn.setMode(mode);
    const failed = await sandbox.command(`/summary language:fr length:${length}`, {
      as: 'member',
      timeoutMs: 25_000,
      until: isFinal,
    });
    expect(failed.text).toContain('these are extracts');
    const id = /number (\w+) in the log/.exec(failed.text)?.[1] ?? 'none';
    expect(lines.some((line) => line.includes(id))).toBe(true);
    standIn.setMode('honest');
    const well = await sandbox.command(`/summary language:fr length:${length}`, {
      as: 'member',
      timeoutMs: 25_000,
      until: isFinal,
    });
    expect(well.text).toContain('Summary by strict');
  },
);

test('GIVEN a spent budget THEN the reply is extracts and says why', async () => {
  const { sandbox, standIn } = await startWithModel({ LLM_SERVER_DAILY_TOKENS: '10' });
  const asked = await sandbox.command('/summary', { as: 'member' });
  expect(asked.text).toContain('used up its language model budget');
  expect(standIn.requests()).toBe(0);
});

test('GIVEN a point with a number that is not in its evidence THEN it is withheld and counted', async () => {
  const { sandbox, standIn } = await shareWithModel();
  standIn.setMode('wrong-number');
  const asked = await sandbox.command('/summary length:detailed language:fr', { as: 'member' });
  expect(asked.text).toContain('1 point was withheld');
});
