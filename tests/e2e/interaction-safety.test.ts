import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { runCommandLine } from '../../src/cli/command-line.ts';
import { type Running, shareBot, startBot } from '../support/sandbox-bot.ts';

/** 07:59:30 in Paris. */
const BEFORE_EIGHT = '2026-11-23T06:59:30Z';
const CREATE = '/digest create channel:#news time:08:00 timezone:Europe/Paris';
const as = 'manager';
const frame = z.looseObject({ id: z.string(), token: z.string(), data: z.looseObject({}), member: z.looseObject({}) });

/** The last interaction as the gateway sent it, to be sent again with something else in it. */
function lastPayload({ sandbox }: Running) {
  const entry = sandbox.wire.entries().findLast(({ event }) => event === 'INTERACTION_CREATE');
  const { id: _, token: __, ...payload } = frame.parse(entry?.body);
  return payload;
}

async function createDigest(running: Running) {
  const created = await running.sandbox.command(CREATE, { as });
  if (!created.message) throw new Error('no message');
  return created.message;
}

/** What the bot answered to interactions, by type (https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type). */
function answers({ sandbox }: Running): number[] {
  const callbacks = sandbox.wire
    .entries()
    .filter(({ route, direction }) => direction === 'from-bot' && route?.endsWith('/callback'));
  return callbacks.map(({ body }) => z.looseObject({ type: z.number() }).parse(body).type);
}

test('GIVEN two clicks on Post now THEN one edition is posted, also when the bot is restarted between them', async () => {
  const running = await startBot({ at: BEFORE_EIGHT });
  const { sandbox, bot, moveClock } = running;
  const message = await createDigest(running);
  sandbox.wire.clear();
  await Promise.race([sandbox.press(message, 'Post now', { as }), sandbox.press(message, 'Post now', { as })]);
  await expect.poll(() => answers(running).toSorted((a, b) => a - b)).toEqual([5, 6]);
  await sandbox.waitForMessage('news', () => true);
  await bot.stop();
  await bot.start();
  await sandbox.waitForBot();
  await sandbox.press(message, 'Post now', { as });
  const why = await sandbox.command('/digest why', { as });
  expect(why.text.match(/\(asked for\)/g) ?? []).toHaveLength(1);
  moveClock(11_000);
  // Another press between, so that the next one is a new wish without a wait.
  await sandbox.press(message, 'Preview', { as });
  const again = await sandbox.press(message, 'Post now', { as });
  expect(again.outcome).toBe('answered');
  await expect.poll(() => sandbox.messages('news').length, { timeout: 10_000 }).toBe(2);
});

test('GIVEN two clicks on Share here, and another member who clicks it too THEN each member shares once', async () => {
  const running = await startBot();
  const { sandbox } = running;
  const asked = await sandbox.command('/article', { as: 'member' });
  if (!asked.message) throw new Error('no message');
  const more = await sandbox.press(asked.message, 'More…', { as: 'member' });
  const share = () => sandbox.press(more.message ?? raise(), 'Share here', { as: 'member' });
  await Promise.race([share(), share()]);
  await expect.poll(() => answers(running)).toHaveLength(4);
  const [shared] = sandbox.messages('general');
  if (!shared) throw new Error('nothing shared');
  expect(sandbox.messages('general')).toHaveLength(1);
  const [one, other] = await Promise.all([
    sandbox.press(shared, 'Next', { as: 'member' }),
    sandbox.press(shared, 'Next', { as }),
  ]);
  for (const { text, message } of [one, other]) {
    expect(text).toContain('Page 2');
    expect(message?.ephemeral).toBe(true);
  }
  expect(sandbox.refresh(shared)?.editedAt).toBe(shared.editedAt);
});

test('GIVEN buttons and choices that this version does not offer THEN a kind line names the command, and nothing changes', async () => {
  const running = await shareBot({ at: BEFORE_EIGHT });
  const { sandbox } = running;
  const message = await createDigest(running);
  await sandbox.press(message, 'Preview', { as });
  const payload = lastPayload(running);
  const press = (data: object, more: object = {}) =>
    sandbox.sendRaw({ ...payload, data: { ...payload.data, ...data }, ...more });
  for (const id of ['k0.digest.remove.x', 'k1.digest.burn', 'k1.digest.remove.nosuchdigest'])
    expect((await press({ custom_id: id })).text).toBe(
      'This button is from an older version of me. Run /digest again.',
    );
  const french = await press({ custom_id: 'k0.digest.remove.x' }, { locale: 'fr' });
  expect(french.text).toContain('/revue');
  expect((await sandbox.command('/digest list', { as })).text).toContain('08:00');
});

test('GIVEN a manager who lost Manage Server since THEN their own buttons refuse', async () => {
  const running = await shareBot({ at: BEFORE_EIGHT });
  const { sandbox } = running;
  const message = await createDigest(running);
  await sandbox.press(message, 'Preview', { as });
  const payload = lastPayload(running);
  const custom = /k1\.digest\.run\.\w+/.exec(JSON.stringify(message.body))?.[0];
  const member = { ...payload.member, permissions: String((1n << 10n) | (1n << 11n)) };
  const refused = await sandbox.sendRaw({ ...payload, data: { ...payload.data, custom_id: custom }, member });
  expect(refused.text).toContain('Manage Server');
  expect(refused.message?.ephemeral).toBe(true);
  expect((await sandbox.command('/digest list', { as })).text).toContain('08:00');
});

test('GIVEN an interaction that Discord no longer knows THEN nothing is done and the bot lives on', async () => {
  const { sandbox, crashes } = await startBot({ at: BEFORE_EIGHT });
  const unknown = { status: 404, body: { code: 10062, message: 'Unknown interaction' } };
  sandbox.breakages.add({ method: 'POST', route: /\/callback$/, act: unknown });
  expect((await sandbox.command(CREATE, { as, timeoutMs: 4_000 })).outcome).toBe('late');
  expect((await sandbox.command('/digest list', { as })).text).not.toContain('08:00');
  const expired = { status: 401, body: { code: 50027, message: 'Invalid Webhook Token' } };
  const rule = sandbox.breakages.add({ method: 'PATCH', route: /^\/webhooks\//, times: 9, act: expired });
  await sandbox.command('/article', { as, timeoutMs: 1_000 });
  expect(rule.hits()).toBe(1);
  rule.remove();
  expect((await sandbox.command('/article', { as })).outcome).toBe('answered');
  expect(crashes).toEqual([]);
});

test('GIVEN a command while the bot stops THEN the one under way is finished, the new one told to try again', async () => {
  const { sandbox, bot } = await startBot();
  const edit = sandbox.breakages.add({ method: 'PATCH', route: /^\/webhooks\//, act: { act: 'late', ms: 3_000 } });
  const underWay = sandbox.command('/article', { as });
  await expect.poll(edit.hits).toBe(1);
  const stopped = bot.stop();
  await expect
    .poll(async () => (await sandbox.command('/article', { as: 'member' })).text, { timeout: 3_000 })
    .toContain('I was restarted before I could finish');
  expect((await underWay).text).toContain('Sputnik');
  await stopped;
  expect(sandbox.botConnected()).toBe(false);
});

/** The form by which the card of the stored article is contested, and the message that it was opened from. */
async function openForm({ sandbox }: Running) {
  const article = await sandbox.command('/article', { as });
  const more = await sandbox.press(article.message ?? raise(), 'More…', { as });
  const form = await sandbox.press(more.message ?? raise(), 'Contest this', { as });
  expect(form.modal).toBeDefined();
  return form;
}
const SAID = { f0: '["owner"]', f1: 'It was sold in May.' };

/** How many contests the queue holds. */
async function contests({ folder }: Running): Promise<number> {
  const lines: string[] = [];
  const env = { DATABASE_URL: join(folder, 'kiosque.db') };
  const print = (text: string) => void lines.push(text);
  await runCommandLine(['contests', 'list', '--json'], { env, cwd: folder, print, printError: print });
  return z.array(z.unknown()).parse(JSON.parse(lines.join('\n'))).length;
}

test('GIVEN a form that is sent twice at once THEN it counts once and each sending is answered; once more after a restart says so', async () => {
  const running = await startBot();
  const { sandbox, bot } = running;
  const form = await openForm(running);
  sandbox.wire.clear();
  const sent = [sandbox.submitModal(form, SAID, { as }), sandbox.submitModal(form, SAID, { as })];
  const first = await Promise.race(sent);
  expect(first.text).toContain('Sputnik');
  // The one is answered, the other taken note of without a word.
  await expect.poll(() => answers(running).toSorted((a, b) => a - b)).toEqual([5, 6]);
  expect(await contests(running)).toBe(1);
  await bot.stop();
  await bot.start();
  await sandbox.waitForBot();
  // What the form needs stands in its id: a bot that never opened it takes it all the same.
  const again = await sandbox.submitModal(form, SAID, { as });
  expect(again.text).toContain('already contested');
  expect(await contests(running)).toBe(1);
});

test('GIVEN a form of an older version, or one whose words this version does not know THEN a kind line, and nothing is written', async () => {
  const running = await startBot();
  const { sandbox } = running;
  const form = await openForm(running);
  await sandbox.submitModal(form, { ...SAID, f0: '["kind"]' }, { as });
  const payload = lastPayload(running);
  const send = (data: object) => sandbox.sendRaw({ ...payload, data: { ...payload.data, ...data } });
  for (const custom_id of ['k0.article.contest-as.x', 'k1.article.contest-was.x', 'k1.kiosk.contest-as.x'])
    expect((await send({ custom_id })).text).toContain('older version of me');
  const unknown = { type: 18, id: 1, component: { type: 3, id: 2, custom_id: 'f0', values: ['color'] } };
  const words = { type: 18, id: 3, component: { type: 4, id: 4, custom_id: 'f1', value: 'x' } };
  expect((await send({ components: [unknown, words] })).text).toContain('older version of me');
  expect(await contests(running)).toBe(1);
});

test('GIVEN commands that were renamed since THEN both kinds say what to do, no choices are offered, and old buttons name the old command', async () => {
  const running = await shareBot({ at: BEFORE_EIGHT });
  const { sandbox } = running;
  await sandbox.command('/article', { as });
  const payload = lastPayload(running);
  const typed = (data: object, more: object = {}) =>
    sandbox.sendRaw({ ...payload, data: { ...payload.data, ...data }, ...more });
  expect((await typed({ name: 'digest-me' })).text).toContain('I no longer have the command /digest-me');
  const target = { id: '1', type: 0, content: 'https://courier.example/1', embeds: [], components: [] };
  const pointed = { name: 'Sum up', type: 3, target_id: '1', resolved: { messages: { 1: target } } };
  expect((await typed(pointed)).text).toContain('I no longer have the command “Sum up”');
  const focused = [{ type: 3, name: 'article', value: 'a', focused: true }];
  const choosing = await typed({ name: 'digest-me', options: focused }, { type: 4 });
  expect(choosing.outcome).toBe('answered');
  const button = await typed(
    { custom_id: 'k1.digest-me.show.x', component_type: 2 },
    { type: 3, message: { id: '9', flags: 64, components: [] } },
  );
  expect(button.text.replaceAll(/\s+/g, ' ')).toContain('Run /digest-me again');
});

test('GIVEN a press or a form that Discord no longer knows, or a token that ended THEN nothing is done twice and the bot lives on', async () => {
  const running = await startBot();
  const { sandbox, crashes, lines } = running;
  const article = await sandbox.command('/article', { as });
  const more = await sandbox.press(article.message ?? raise(), 'More…', { as });
  const gone = { status: 404, body: { code: 10062, message: 'Unknown interaction' } };
  const unopened = sandbox.breakages.add({ method: 'POST', route: /\/callback$/, act: gone });
  expect((await sandbox.press(more.message ?? raise(), 'Contest this', { as, timeoutMs: 4_000 })).outcome).toBe('late');
  expect(unopened.hits()).toBe(1);

  const form = await openForm(running);
  sandbox.breakages.add({ method: 'POST', route: /\/callback$/, act: gone });
  expect((await sandbox.submitModal(form, SAID, { as, timeoutMs: 4_000 })).outcome).toBe('late');
  expect(await contests(running)).toBe(0);

  // The page was turned and the token ended before the answer: it is dropped, and said nowhere else.
  const expired = { status: 401, body: { code: 50027, message: 'Invalid Webhook Token' } };
  const rule = sandbox.breakages.add({ method: 'PATCH', route: /^\/webhooks\//, times: 9, act: expired });
  sandbox.wire.clear();
  await sandbox.press(article.message ?? raise(), 'Next', { as, timeoutMs: 1_000 });
  expect(rule.hits()).toBe(1);
  const posts = sandbox.wire
    .entries()
    .filter(({ method, route }) => method === 'POST' && !route?.endsWith('/callback'));
  expect(posts).toEqual([]);
  rule.remove();
  expect((await sandbox.submitModal(form, { ...SAID, f1: 'Sold.' }, { as })).outcome).toBe('answered');
  expect(await contests(running)).toBe(1);
  expect(crashes).toEqual([]);
  expect(lines.filter((line) => line.includes('interaction gone') || line.includes('not acknowledged'))).toHaveLength(
    3,
  );
});

test('GIVEN presses, forms and choices while the bot stops THEN each is told to try again, and nothing is half done', async () => {
  const running = await startBot();
  const { sandbox, bot } = running;
  const form = await openForm(running);
  const article = await sandbox.command('/article', { as: 'member' });
  // Something is under way, so that the stop takes a while.
  const edit = sandbox.breakages.add({ method: 'PATCH', route: /^\/webhooks\//, act: { act: 'late', ms: 3_000 } });
  const underWay = sandbox.command('/article', { as: 'member' });
  await expect.poll(edit.hits).toBe(1);
  const stopped = bot.stop();
  await expect
    .poll(async () => (await sandbox.command('/help', { as })).text, { timeout: 3_000 })
    .toContain('I was restarted before I could finish');
  const told = [
    await sandbox.press(article.message ?? raise(), 'Next', { as: 'member' }),
    await sandbox.submitModal(form, SAID, { as }),
  ];
  for (const { text, message } of told) {
    expect(text).toContain('I was restarted before I could finish');
    expect(message?.ephemeral).toBe(true);
  }
  expect((await underWay).text).toContain('Sputnik');
  await stopped;
  expect(await contests(running)).toBe(0);
  await bot.start();
  await sandbox.waitForBot();
  expect((await sandbox.submitModal(form, SAID, { as })).outcome).toBe('answered');
  expect(await contests(running)).toBe(1);
});

function raise(): never {
  throw new Error('no message');
}
