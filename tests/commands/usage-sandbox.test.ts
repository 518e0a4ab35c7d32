import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { type StandIn, startStandIn } from '../../src/sandbox/stand-in.ts';
import { startBot, temporaryFolder } from '../support/sandbox-bot.ts';

const open: StandIn[] = [];
afterEach(async () => {
  for (const standIn of open.splice(0)) await standIn.stop();
});

/** The real command line, in a process of its own. */
async function runKiosque(args: readonly string[], env: Record<string, string>) {
  const options = { cwd: temporaryFolder(), env: { PATH: process.env['PATH'] ?? '', ...env } };
  const script = join(process.cwd(), 'src/cli/kiosque.ts');
  return promisify(execFile)(process.execPath, [script, ...args], options).then(
    ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
}

test('GIVEN a bot with a model THEN /usage shows its chart as a picture, and the command line says the same', async () => {
  const standIn = await startStandIn({ port: 0, clock: systemClock() });
  open.push(standIn);
  const env = {
    OPENAI_BASE_URL: standIn.baseUrl,
    LLM_MODEL: 'strict',
    LLM_PRICE_IN: '0.10',
    LLM_PRICE_OUT: '0.50',
    LLM_MONTHLY_USD: '5',
  };
  const { sandbox, folder } = await startBot({ env });
  await sandbox.command('/summary language:fr', { as: 'member' });
  await sandbox.command('/summary language:fr', { as: 'manager' });
  const total = standIn.tokens().in + standIn.tokens().out;
  const seen = await sandbox.command('/usage', { as: 'manager' });
  expect(seen.text).toContain(`1 call, ${total.toLocaleString('en-US')} tokens, $0.00`);
  expect(seen.text).toContain('Stored texts saved 1 call this month');
  expect(seen.text).toContain('(image: Bar chart of tokens a day from');
  const [file] = seen.message?.files ?? [];
  expect(file?.name).toBe('usage.png');

  const database = { DATABASE_URL: join(folder, 'kiosque.db') };
  const printed = await runKiosque(['usage', 'report', '--json'], { ...database, ...env });
  expect(JSON.parse(printed.stdout)).toMatchObject({
    model: 'strict',
    month: { calls: 1, tokensIn: standIn.tokens().in, tokensOut: standIn.tokens().out },
    price: { in: 0.1, out: 0.5, source: { kind: 'settings' } },
    saved: { month: { texts: 1 } },
    caps: [
      { scope: 'total', period: 'day' },
      { scope: 'total', period: 'month', unit: 'usd', max: 5 },
    ],
  });
}, 60_000);

test('GIVEN a cap in dollars on a model without a price THEN the start is refused with what to set', async () => {
  const refused = await runKiosque(['usage'], {
    OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
    LLM_MONTHLY_USD: '5',
    DATABASE_URL: ':memory:',
  });
  expect(refused).toMatchObject({ code: 78, stderr: expect.stringContaining('LLM_PRICE_IN') });
});
