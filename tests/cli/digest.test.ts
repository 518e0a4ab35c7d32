import { expect, test } from 'vitest';
import { runDigest } from '../../src/cli/digest.ts';
import { OperatorError } from '../../src/errors.ts';
import { ORDER, openRig } from '../services/digests/rig.ts';

const EIGHT = Date.parse('2026-11-23T07:00:00Z');

/** A digest at 08:00 in Paris whose first edition was sent at the second try, and what the command line prints of it. */
async function openDesk() {
  const rig = await openRig();
  await rig.addArticle('First news');
  const { digests, planner, desk } = rig.startProcess();
  const { id } = await digests.create({ ...ORDER, secondLanguage: 'fr' }, 'u1');
  rig.channel.faults.push({ kind: 'retry', reason: 'network', afterMs: null, detail: 'reset' });
  rig.clock.setWall(EIGHT);
  await planner.runOnce();
  rig.clock.setWall(EIGHT + 5_000);
  await planner.runOnce();
  const run = async (args: readonly string[], options: { json?: boolean; language?: string } = {}) => {
    const printed: string[] = [];
    await runDigest(args, desk, { json: false, ...options, print: (text) => void printed.push(text) });
    return printed.join('\n');
  };
  const fail = (args: readonly string[], language?: string) =>
    run(args, language === undefined ? {} : { language }).catch((error: unknown) => {
      if (error instanceof OperatorError) return { code: error.exitCode, sentence: error.message };
      throw error;
    });
  return { ...rig, id, digests, run, fail };
}

test('GIVEN digests THEN list prints ids, schedules, next and last; none, a sentence', async () => {
  const { run, id, digests } = await openDesk();
  expect(await run(['list'])).toBe(
    `${id}  server ${ORDER.guildId}, channel ${ORDER.channelId}, 08:00 on days 1234567 Europe/Paris, en+fr, active; next: 2026-11-24T07:00:00.000Z; last: 2026-11-23T08:00 posted`,
  );
  expect(JSON.parse(await run(['list'], { json: true }))).toMatchObject([
    { digest: { id }, last: { state: 'posted' } },
  ]);
  await digests.edit(ORDER.guildId, id, { cron: '0 6 * * *' });
  expect(await run(['list'])).toContain('cron 0 6 * * * Europe/Paris');
  await digests.remove(ORDER.guildId, id);
  expect(await run(['list'])).toBe('No server has a digest.');
});

test('GIVEN a digest THEN why prints each slot and its steps with ISO times, and the same as JSON', async () => {
  const { run, id, digests } = await openDesk();
  await digests.edit(ORDER.guildId, id, { quiet: 'skip' });
  const text = await run(['why', id]);
  expect(text.split('\n')).toEqual([
    `Digest ${id}: server ${ORDER.guildId}, channel ${ORDER.channelId}, 08:00 on days 1234567 Europe/Paris, en+fr, active.`,
    '  2026-11-23T06:30:00.000Z the digest was made',
    '  2026-11-23T07:00:05.000Z the digest was changed',
    '',
    '2026-11-23T08:00 Europe/Paris: posted',
    '  2026-11-23T07:00:00.000Z (08:00): posted 5 sec after its hour',
    '  1 of 1 part sent, tries: 2',
    '  2026-11-23T07:00:00.000Z fell due',
    '  2026-11-23T07:00:00.000Z taken up',
    '  2026-11-23T07:00:00.000Z put together: 1 story, 1 message',
    '  2026-11-23T07:00:00.000Z message 1, try 1: Discord did not answer; next try 2026-11-23T07:00:05.000Z',
    '  2026-11-23T07:00:05.000Z message 1 sent',
    '  2026-11-23T07:00:05.000Z posted 5 sec after its hour',
  ]);
  expect(JSON.parse(await run(['why', id], { json: true }))).toMatchObject({
    digest: { id },
    events: [{ kind: 'created' }, { kind: 'edited', detail: { from: { quiet: 'say' }, to: { quiet: 'skip' } } }],
    slots: [{ localTime: '2026-11-23T08:00', state: 'posted', delayMs: 5_000, parts: { sent: 1, total: 1, tries: 2 } }],
  });
});

test('GIVEN a language THEN preview is in it', async () => {
  const { run, id, addArticle } = await openDesk();
  await addArticle('Second news');
  expect(await run(['preview', id])).toContain('News of');
  const french = await run(['preview', id], { language: 'FR' });
  expect(french).toContain('L’actualité du');
  expect(french).toContain('Second news');
  expect(JSON.parse(await run(['preview', id], { json: true }))).toContainEqual(expect.stringContaining('News of'));
});

test('GIVEN a wrong call or an unknown digest THEN says so with its exit code', async () => {
  const { fail } = await openDesk();
  const wrong = { code: 64, sentence: expect.stringContaining('digest takes list, or preview or why') };
  for (const args of [[], ['sing'], ['why'], ['preview'], ['list', 'all'], ['why', 'a', 'b']])
    expect(await fail(args)).toEqual(wrong);
  expect(await fail(['preview', 'x'], 'not a tag')).toMatchObject({ code: 64 });
  const unknown = { code: 65, sentence: expect.stringContaining('npx kiosque digest list') };
  expect(await fail(['why', 'nosuch'])).toEqual(unknown);
  expect(await fail(['preview', 'nosuch'])).toEqual(unknown);
});
