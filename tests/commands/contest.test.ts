import { expect, test } from 'vitest';
import * as z from 'zod';
import { runContests } from '../../src/cli/contests.ts';
import { commands } from '../../src/commands/index.ts';
import type { Reply } from '../../src/reply.ts';
import { createContests } from '../../src/services/contests.ts';
import { importedArticle, storeArticle } from '../support/articles.ts';
import {
  GUILD_ID,
  press,
  recordingLog,
  runInteraction,
  type Seen,
  slash,
  submit,
  USER_ID,
} from '../support/interactions.ts';
import { testReading } from '../support/newsroom.ts';

/** A form as Discord is asked to open it. */
const opened = z.object({ type: z.literal(9), data: z.object({ custom_id: z.string() }) });

/** A server with an article of an outlet of that kind; `told` holds what the operators read. */
async function startServer(kind = 'state-controlled', tell?: () => Promise<void>) {
  const newsroom = await testReading();
  const article = await storeArticle(newsroom, importedArticle({ outlet: 'The Herald of Ostley' }));
  await newsroom.db.updateTable('outlets').set({ kind }).where('name', '=', 'The Herald of Ostley').execute();
  const told: Reply[] = [];
  const { log, events } = recordingLog();
  const contests = createContests({
    ...newsroom,
    log,
    memberKey: 'test',
    locale: 'en',
    tellAdmin: tell ?? (async (reply) => void told.push(reply)),
  });
  const services = { ...newsroom.services, contests };
  const run = (payload: Parameters<typeof runInteraction>[0]['payload']) =>
    runInteraction({ commands, services, payload });
  const show = () => run(slash('article', { article: article.id }));
  const contest = async (seen: Seen, said: string, words = '') => {
    const button = seen.buttons.find(({ label }) => label === 'Contest this');
    const { calls } = await run(press(button?.customId ?? '', { onEphemeral: true }));
    const { data } = opened.parse(calls[0]?.body);
    return run(submit(data.custom_id, [[said], words]));
  };
  return { ...newsroom, contests, told, events, run, show, contest };
}

test('GIVEN a card of a state-controlled outlet THEN it can be contested, the operators are told, and no name is kept', async () => {
  const { show, contest, contests, told, db } = await startServer();
  expect((await contest(await show(), 'owner')).text).toContain('Noted for the operators');
  expect(await contests.list()).toMatchObject([
    { outletName: 'The Herald of Ostley', said: 'owner', guildId: GUILD_ID, state: 'open' },
  ]);
  expect(JSON.stringify(told)).toContain('A member contests the card of The Herald of Ostley: “Who owns it”');
  expect(JSON.stringify(await db.selectFrom('contests').selectAll().execute())).not.toContain(USER_ID);
});

test('GIVEN a server that the bot is not in THEN nothing is said or kept of its managers: the operators alone read it', async () => {
  const { run, show, contests } = await startServer();
  const own = { authorizing_integration_owners: { '1': USER_ID } };
  const button = (await show()).buttons.find(({ label }) => label === 'Contest this')?.customId ?? '';
  const form = await run(press(button, own));
  expect(JSON.stringify(form.calls[0]?.body)).toContain('The operators of this bot read it');
  await run(submit(opened.parse(form.calls[0]?.body).data.custom_id, [['owner'], ''], own));
  expect(await contests.list(GUILD_ID)).toEqual([]);
  expect(await contests.list()).toHaveLength(1);
});

test('GIVEN the same member twice on a day THEN once in the queue; on the next day again', async () => {
  const { show, contest, contests, told, clock } = await startServer();
  await contest(await show(), 'owner');
  expect((await contest(await show(), 'kind')).text).toContain('already contested');
  expect(await contests.list()).toHaveLength(1);
  expect(told).toHaveLength(1);
  clock.setWall(clock.now() + 86_400_000);
  await contest(await show(), 'kind');
  expect(await contests.list()).toHaveLength(2);
});

test('GIVEN words of their own THEN they stand escaped in the notice, in one line in the queue, and go when it is closed', async () => {
  const { show, contest, contests, told, db } = await startServer();
  const seen = await contest(await show(), 'owner', ' Since *March*\n\u001b[2J it is <@1>. ');
  expect(seen.text).toContain('Noted for the operators');
  const [open] = await contests.list();
  expect(open?.words).toBe('Since *March* [2J it is <@1>.');
  expect(JSON.stringify(told)).toContain('In their words: “Since \\\\*March\\\\* \\\\[2J it is \\\\<\\\\@1\\\\>.”');
  const lines: string[] = [];
  await runContests(['list'], contests, { json: false, print: (text) => void lines.push(text) });
  expect(lines.join()).toContain('The Herald of Ostley: owner, “Since *March* [2J it is <@1>.”');
  await contests.close(open?.id ?? '');
  expect(await db.selectFrom('contests').select(['state', 'words']).execute()).toEqual([
    { state: 'closed', words: null },
  ]);
});

test('GIVEN the form sent twice THEN one contest and one notice; words for one that has none are added to it', async () => {
  const { show, contest, contests, told } = await startServer();
  await contest(await show(), 'owner', 'A foundation');
  expect((await contest(await show(), 'owner', 'A foundation')).text).toContain('already contested');
  expect(told).toHaveLength(1);
  const other = await startServer();
  await other.contest(await other.show(), 'owner');
  expect((await other.contest(await other.show(), 'kind', 'A foundation')).text).toContain('your words');
  expect(await other.contests.list()).toMatchObject([{ said: 'owner', words: 'A foundation' }]);
  expect(other.told).toHaveLength(2);
  expect(JSON.stringify(other.told[1])).toContain('“Who owns it”');
  expect(await contests.list()).toHaveLength(1);
});

test('GIVEN “something else” without a word THEN nothing is written, and the form is a press away', async () => {
  const { show, contest, contests } = await startServer();
  const seen = await contest(await show(), 'other', '  ');
  expect(seen.text).toContain('in a few words');
  expect(await contests.list()).toEqual([]);
  await contest(seen, 'other', 'The card is of its parent');
  expect(await contests.list()).toMatchObject([{ said: 'other', words: 'The card is of its parent' }]);
});

test('GIVEN an outlet of another kind THEN there is no such button', async () => {
  for (const kind of ['independent-public', 'private', 'unknown'])
    expect((await (await startServer(kind)).show()).buttons.map(({ label }) => label)).not.toContain('Contest this');
});

test('GIVEN operators out of reach THEN it stands in the queue all the same, and the log says so', async () => {
  const { show, contest, contests, events } = await startServer('state-controlled', async () =>
    Promise.reject(new Error('closed')),
  );
  expect((await contest(await show(), 'outdated')).text).toContain('Noted');
  expect(await contests.list()).toHaveLength(1);
  expect(JSON.stringify(events)).toContain('administrators not told of a contest');
});

test('GIVEN a card behind a press THEN it can be contested there too', async () => {
  const { show, contest, services, contests } = await startServer();
  await services.settings.change(GUILD_ID, { sourcePolicy: 'opt-in' });
  await contest(await show(), 'mixed-up');
  expect(await contests.list()).toHaveLength(1);
});

test('GIVEN the command line THEN the queue is listed and an entry closed once', async () => {
  const { show, contest, contests } = await startServer();
  const lines: string[] = [];
  const at = { json: false, print: (text: string) => void lines.push(text) };
  await runContests([], contests, at);
  await contest(await show(), 'country');
  await runContests(['list'], contests, at);
  const [open] = await contests.list();
  await runContests(['close', open?.id ?? ''], contests, at);
  expect(lines).toEqual([
    'No contest is open.',
    expect.stringContaining('The Herald of Ostley: country'),
    `Closed: ${open?.id}`,
  ]);
  await expect(runContests(['close', open?.id ?? ''], contests, at)).rejects.toThrow('No open contest');
  await expect(runContests(['burn'], contests, at)).rejects.toThrow('contests takes list');
});
