import { expect, test } from 'vitest';
import { startBot } from '../support/sandbox-bot.ts';

/** 07:59:30 in Paris. */
const BEFORE_EIGHT = '2026-11-23T06:59:30Z';

test('GIVEN a digest in a forum THEN it is made, edited, undone, posted, and why tells what became of it', async () => {
  const { sandbox, moveClock } = await startBot({ at: BEFORE_EIGHT });
  const as = 'manager';
  const forum = sandbox.addChannel({ name: 'headlines', kind: 'forum' });
  const created = await sandbox.command(
    `/digest create channel:<#${forum}> time:08:00 timezone:Europe/Paris second-language:French topics:OTAN, ferry`,
    { as },
  );
  expect(created.text).toContain('English and French');
  const edited = await sandbox.command('/digest edit catch-up:fold into the next topics:- days:monday', { as });
  expect(edited.text).toContain('08:00, every day → 08:00, Mon');
  if (!edited.message) throw new Error('No answer');
  const undone = await sandbox.press(edited.message, 'Undo', { as });
  expect(undone.text).toContain('none → OTAN, ferry');
  moveClock(60_000);
  await expect.poll(() => sandbox.threads(forum).length, { timeout: 10_000 }).toBe(1);
  const told = async () => (await sandbox.command('/digest why', { as })).text;
  await expect.poll(told, { timeout: 10_000 }).toMatch(/\(08:00\): posted \d+ sec after its hour/);
  const list = await sandbox.command('/digest list', { as });
  expect(list.text).toContain('topics: OTAN, ferry');
});
