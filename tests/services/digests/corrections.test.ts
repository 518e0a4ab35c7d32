import { describe, expect, test } from 'vitest';
import { deleteArticles } from '../../../src/data/keeping-store.ts';
import type { SourcePolicy } from '../../../src/services/settings.ts';
import { createSettings } from '../../../src/services/settings.ts';
import type { Summaries } from '../../../src/services/summaries.ts';
import { importedArticle, storeArticle } from '../../support/articles.ts';
import { testRandom } from '../../support/random.ts';
import { flatten } from '../../support/interactions.ts';
import { messageFaults } from '../../discord/message-faults.ts';
import { openRig, ORDER, type Rig, type RigProcess } from './rig.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const URL = 'https://courier.example/ferry';
const OLD = 'The ferry sails 14 times a night from Monday on.';
const NEW = 'The ferry sails 12 times a night from Tuesday on.';
const LAST = 'The council has taken its permission from the ferry.';

const HERALD = {
  id: 'herald',
  name: 'The Herald',
  names_json: '[]',
  domains_json: '[]',
  country: null,
  owner: null,
  kind: 'state-controlled',
  citation: null,
  citation_url: null,
  stated_on: null,
};

let stores = 0;
/** Stores a text under the one address: the first is the article, each other one a revision of it. */
async function tell(rig: Rig, text: string, url = URL, title = 'The night ferry') {
  stores += 1;
  const newsroom = { db: rig.db, clock: rig.clock, random: testRandom(5_000 + stores) };
  return storeArticle(newsroom, importedArticle({ title, text: `${text}\n\nMore is not known so far.`, url }));
}

/** A digest whose first edition told the ferry's article as it was. */
async function openPosted(order: Partial<typeof ORDER> = {}) {
  const rig = await openRig();
  await tell(rig, OLD);
  const process = rig.startProcess({ corrects: true });
  await process.digests.create({ ...ORDER, ...order }, 'u1');
  rig.clock.setWall(Date.parse('2026-11-23T07:00:05Z'));
  await process.planner.runOnce();
  expect(textOf(rig)).toContain(OLD);
  return { rig, process };
}

async function rounds(rig: Rig, process: RigProcess, count = 6): Promise<void> {
  for (let step = 0; step < count; step++) {
    await process.planner.runOnce();
    rig.clock.setWall(rig.clock.now() + 20_000);
  }
}

function textOf(rig: Rig, index = 0): string {
  const body: unknown = JSON.parse(rig.channel.messages[index]?.body ?? '{}');
  const message = typeof body === 'object' && body !== null && 'message' in body ? body.message : body;
  return flatten(message)
    .flatMap((part) => part.content ?? [])
    .join('\n');
}

const corrections = (rig: Rig) => rig.db.selectFrom('corrections').selectAll().orderBy('n').execute();

test('GIVEN a revision that takes a shown sentence away THEN the message says the new one, with a line on what it said before', async () => {
  const { rig, process } = await openPosted();
  rig.clock.setWall(Date.parse('2026-11-23T09:30:00Z'));
  const { id } = await tell(rig, NEW);
  await rounds(rig, process);
  expect(rig.channel.edits).toHaveLength(1);
  const [edit] = rig.channel.edits;
  const body: unknown = JSON.parse(edit?.body ?? '');
  expect(messageFaults(body, 'edit')).toEqual([]);
  expect(body).toMatchObject({ allowed_mentions: { parse: [] } });
  expect(body).not.toHaveProperty('nonce');
  expect(textOf(rig)).toContain(
    `“${NEW}”\n-# Corrected on <t:1795426200:f>: the article was changed. Before, it said: “${OLD}”`,
  );
  // What leads on from the message is there as before.
  expect(edit?.body).toContain(`"value":"${id}"`);
  expect(edit?.body).toContain('k1.digest.story.');
  expect(rig.channel.messages).toHaveLength(1);
  expect(await corrections(rig)).toMatchObject([{ n: 1, article_id: id, revision: 2, state: 'done', tries: 0 }]);
});

test('GIVEN a revision in which the shown words still stand THEN the message stays as it is', async () => {
  const { rig, process } = await openPosted();
  await tell(rig, `A new beginning.\n\n${OLD} So it was said on Monday.`);
  await rounds(rig, process);
  expect(rig.channel.edits).toEqual([]);
  expect(await rig.db.selectFrom('shown_stories').select('revision').execute()).toEqual([{ revision: 2 }]);
});

test('GIVEN one revision after another THEN three are shown, at most one a minute, and the rest is left out', async () => {
  const { rig, process } = await openPosted();
  for (const text of [NEW, LAST, OLD, NEW]) {
    await tell(rig, text);
    await process.planner.runOnce();
    rig.clock.setWall(rig.clock.now() + 5_000);
  }
  await rounds(rig, process, 20);
  const times = rig.channel.edits.map(({ at }) => at);
  expect(times.length).toBeLessThanOrEqual(3);
  times.slice(1).forEach((at, index) => expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(MINUTE));
  expect((await corrections(rig)).map(({ revision, state }) => [revision, state])).toEqual([
    [2, 'done'],
    [3, 'done'],
    [4, 'done'],
  ]);
  // The newest of them stands above the lines on the others.
  expect(textOf(rig).match(/Corrected on/g)).toHaveLength(3);
  expect(textOf(rig).indexOf(OLD)).toBeLessThan(textOf(rig).indexOf('Corrected on'));
});

test('GIVEN two messages of one channel that a revision makes wrong THEN they are edited a minute apart', async () => {
  const { rig, process } = await openPosted();
  await process.digests.create({ ...ORDER, times: ['08:05'] }, 'u1');
  rig.clock.setWall(Date.parse('2026-11-23T07:05:05Z'));
  await process.planner.runOnce();
  expect(rig.channel.messages).toHaveLength(2);
  await tell(rig, NEW);
  await rounds(rig, process);
  const [one, other] = rig.channel.edits;
  expect(rig.channel.edits).toHaveLength(2);
  expect(one?.messageId).not.toBe(other?.messageId);
  expect((other?.at ?? 0) - (one?.at ?? 0)).toBeGreaterThanOrEqual(MINUTE);
});

test('GIVEN an article that a manager has removed from the server THEN nothing more of it is shown there', async () => {
  const { rig, process } = await openPosted();
  const { id: article_id } = await tell(rig, NEW);
  const hidden = { guild_id: ORDER.guildId, article_id, hidden_by: 'u1', hidden_at: rig.clock.now() };
  await rig.db.insertInto('hidden_articles').values(hidden).execute();
  await rounds(rig, process);
  expect(rig.channel.edits).toEqual([]);
  await rig.db.deleteFrom('hidden_articles').execute();
  await rounds(rig, process);
  expect(rig.channel.edits).toHaveLength(1);
});

test('GIVEN a revision eight days later THEN the message is what it was: nobody reads it any more', async () => {
  const { rig, process } = await openPosted();
  rig.clock.setWall(rig.clock.now() + 8 * DAY);
  await tell(rig, NEW);
  await rounds(rig, process);
  expect(rig.channel.edits).toEqual([]);
});

test('GIVEN a message that was deleted THEN that is recorded, and nothing is tried again', async () => {
  const { rig, process } = await openPosted();
  rig.channel.editOutcomes.push({ kind: 'gone', detail: '404 10008' });
  await tell(rig, NEW);
  await rounds(rig, process);
  await tell(rig, LAST);
  await rounds(rig, process);
  expect(rig.channel.edits).toHaveLength(1);
  expect(await corrections(rig)).toMatchObject([{ state: 'gone', detail: '404 10008' }]);
});

test('GIVEN Discord out of reach THEN the edit is tried again, later each time, and at last refused', async () => {
  const { rig, process } = await openPosted();
  const fails = { kind: 'retry', reason: 'server', afterMs: null, detail: '503' } as const;
  rig.channel.editOutcomes.push(fails, { ...fails, afterMs: 90_000 });
  await tell(rig, NEW);
  await rounds(rig, process, 12);
  const times = rig.channel.edits.map(({ at }) => at);
  expect(times).toHaveLength(3);
  expect((times[2] ?? 0) - (times[1] ?? 0)).toBeGreaterThanOrEqual(90_000);
  expect(await corrections(rig)).toMatchObject([{ state: 'done', tries: 2 }]);
  rig.channel.editOutcomes.push({ kind: 'refused', reason: 'missing-permission', detail: '403 50013' });
  await tell(rig, LAST);
  await rounds(rig, process, 12);
  expect(await corrections(rig)).toMatchObject([{ state: 'done' }, { state: 'refused', detail: '403 50013' }]);
});

test('GIVEN a forum post THEN the message that opens the thread is edited, in the thread', async () => {
  const { rig, process } = await openPosted({ channelType: 15 });
  const [posted] = rig.channel.messages;
  await tell(rig, NEW);
  await rounds(rig, process);
  expect(rig.channel.edits).toMatchObject([{ messageId: posted?.id, channelId: posted?.id }]);
  expect(JSON.parse(rig.channel.edits[0]?.body ?? '{}')).not.toHaveProperty('name');
  expect(textOf(rig)).toContain(NEW);
});

test('GIVEN a digest in French THEN so is the line', async () => {
  const { rig, process } = await openPosted({ language: 'fr' });
  await tell(rig, NEW);
  await rounds(rig, process);
  // Extracts stay in the article's language, what is said of them does not.
  expect(textOf(rig)).toContain(`«\u00a0${NEW}\u00a0»\n-# Correction du <t:`);
  expect(textOf(rig)).toContain(`Il disait auparavant\u00a0: «\u00a0${OLD}\u00a0»`);
});

test('GIVEN processes that die at each database call, or right after the edit THEN a revision is one correction', {
  timeout: 60_000,
}, async () => {
  for (let dieAt = 1; ; dieAt += 1) {
    const { rig } = await openPosted();
    await tell(rig, NEW);
    if (dieAt % 2 === 0) rig.channel.editOutcomes.push('crash-after');
    const dying = rig.startProcess({ corrects: true, dieAt });
    await dying.planner.runOnce().catch(() => undefined);
    const hasDied = dying.life.isDead;
    rig.channel.editOutcomes.length = 0;
    rig.clock.setWall(rig.clock.now() + 31_000);
    await rounds(rig, rig.startProcess({ corrects: true }));
    expect(await corrections(rig)).toMatchObject([{ n: 1, revision: 2, state: 'done' }]);
    expect(textOf(rig).match(/Corrected on/g)).toHaveLength(1);
    expect(new Set(rig.channel.edits.map(({ body }) => body)).size).toBe(1);
    await rig.db.destroy();
    if (!hasDied) break;
  }
});

test('GIVEN two processes at one revision THEN it is one correction', async () => {
  const { rig, process } = await openPosted();
  const other = rig.startProcess({ corrects: true });
  await tell(rig, NEW);
  await Promise.all([process.planner.runOnce(), other.planner.runOnce()]);
  await rounds(rig, other);
  expect(await corrections(rig)).toMatchObject([{ n: 1, state: 'done' }]);
  expect(textOf(rig).match(/Corrected on/g)).toHaveLength(1);
});

describe('what the server shows by the time the edit goes out', () => {
  /** The edit is written down, and waits because Discord is out of reach. */
  async function openWaiting(kind = 'state-controlled') {
    const opened = await openPosted();
    const { rig, process } = opened;
    await rig.db.insertInto('outlets').values(HERALD).execute();
    rig.channel.editOutcomes.push({ kind: 'retry', reason: 'network', afterMs: null, detail: 'ECONNRESET' });
    const { id } = await tell(rig, NEW);
    await rig.db.updateTable('outlets').set({ kind }).execute();
    await rig.db.updateTable('articles').set({ outlet_id: 'herald' }).where('id', '=', id).execute();
    await process.planner.runOnce();
    expect(await corrections(rig)).toMatchObject([{ state: 'due', tries: 1 }]);
    rig.channel.edits.length = 0;
    const settings = createSettings({ db: rig.db });
    const choose = (sourcePolicy: SourcePolicy) => settings.change(ORDER.guildId, { sourcePolicy });
    const hide = async (article_id: string) => {
      const hidden = { guild_id: ORDER.guildId, article_id, hidden_by: 'u1', hidden_at: rig.clock.now() };
      await rig.db.insertInto('hidden_articles').values(hidden).execute();
    };
    return { ...opened, id, choose, hide };
  }

  test.each(['blocked', 'opt-in'] as const)(
    'GIVEN the policy %s since THEN what does not hold goes, with a line that says so and no new word of the article',
    async (policy) => {
      const { rig, process, choose } = await openWaiting();
      await choose(policy);
      await rounds(rig, process);
      expect(rig.channel.edits).toHaveLength(1);
      expect(textOf(rig)).toContain(
        `the article was changed, and this server shows no more of it. Before, it said: “${OLD}”`,
      );
      expect(JSON.stringify(rig.channel.messages)).not.toContain('12 times');
      expect(await corrections(rig)).toMatchObject([{ state: 'done' }]);
    },
  );

  test.each([
    ['labeled', 'state-controlled'],
    ['blocked', 'independent-public'],
    ['blocked', 'unknown'],
  ] as const)('GIVEN the policy %s and an outlet that is %s THEN it is corrected in full', async (policy, kind) => {
    const { rig, process, choose } = await openWaiting(kind);
    await choose(policy);
    await rounds(rig, process);
    expect(textOf(rig)).toContain('12 times');
  });

  test('GIVEN a policy from before the revision THEN no model is asked about it, and the line stands there', async () => {
    const { rig } = await openPosted();
    await rig.db.insertInto('outlets').values(HERALD).execute();
    const { id } = await tell(rig, NEW);
    await rig.db.updateTable('articles').set({ outlet_id: 'herald' }).where('id', '=', id).execute();
    await createSettings({ db: rig.db }).change(ORDER.guildId, { sourcePolicy: 'blocked' });
    const asked: string[] = [];
    const summaries: Summaries = {
      async summarize({ article }) {
        asked.push(article.id);
        throw new Error('not to be asked');
      },
    };
    await rounds(rig, rig.startProcess({ corrects: true, summaries }));
    expect(asked).toEqual([]);
    expect(textOf(rig)).toContain('this server shows no more of it');
    expect(JSON.stringify(rig.channel.messages)).not.toContain('12 times');
  });

  test('GIVEN a manager who removed the article since THEN nothing is edited, and the next revision of it neither', async () => {
    const { rig, process, id, hide } = await openWaiting();
    await hide(id);
    await rounds(rig, process);
    await tell(rig, LAST);
    await rounds(rig, process);
    expect(rig.channel.edits).toEqual([]);
    expect(textOf(rig)).toContain(OLD);
    expect(await corrections(rig)).toMatchObject([{ state: 'withheld' }]);
  });

  test('GIVEN an article that was removed for good since THEN nothing is edited', async () => {
    const { rig, process, id } = await openWaiting();
    await deleteArticles(rig.db, [id], { reason: 'removed', at: rig.clock.now(), guildIds: [ORDER.guildId] });
    await rounds(rig, process);
    expect(rig.channel.edits).toEqual([]);
    expect(await corrections(rig)).toMatchObject([{ state: 'withheld' }]);
  });

  test('GIVEN a removed article and another in the same message THEN that one alone is corrected', async () => {
    const rig = await openRig();
    await tell(rig, OLD);
    await tell(rig, 'The library opens on Sundays.', 'https://courier.example/library', 'The library');
    const process = rig.startProcess({ corrects: true });
    await process.digests.create(ORDER, 'u1');
    rig.clock.setWall(Date.parse('2026-11-23T07:00:05Z'));
    await process.planner.runOnce();
    rig.channel.editOutcomes.push({ kind: 'retry', reason: 'network', afterMs: null, detail: 'ECONNRESET' });
    const { id } = await tell(rig, NEW);
    await process.planner.runOnce();
    await tell(rig, 'The library opens on Mondays.', 'https://courier.example/library', 'The library');
    const hidden = { guild_id: ORDER.guildId, article_id: id, hidden_by: 'u1', hidden_at: rig.clock.now() };
    await rig.db.insertInto('hidden_articles').values(hidden).execute();
    rig.channel.edits.length = 0;
    await rounds(rig, process);
    expect(textOf(rig)).toContain('on Mondays');
    expect(textOf(rig)).toContain(OLD);
    expect(JSON.stringify(rig.channel.edits)).not.toContain('12 times');
    const ended = (await corrections(rig)).map(({ state }) => state);
    expect(ended).toEqual(['withheld', 'done']);
  });
});

describe('the pause of a channel', () => {
  test('GIVEN a process that dies right after an edit, again and again THEN there is one a minute all the same', async () => {
    const { rig } = await openPosted();
    await tell(rig, NEW);
    for (let life = 0; life < 12; life += 1) {
      rig.channel.editOutcomes.splice(0, Infinity, 'crash-after');
      await rig
        .startProcess({ corrects: true })
        .planner.runOnce()
        .catch(() => undefined);
      rig.clock.setWall(rig.clock.now() + 10_000);
    }
    expect(rig.channel.edits.length).toBeGreaterThanOrEqual(2);
    const times = rig.channel.edits.map(({ at }) => at);
    times.slice(1).forEach((at, index) => expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(MINUTE));
    rig.channel.editOutcomes.length = 0;
    await rounds(rig, rig.startProcess({ corrects: true }));
    expect(textOf(rig).match(/Corrected on/g)).toHaveLength(1);
  });

  test('GIVEN two processes with an edit to send at one moment THEN it goes out once', async () => {
    const { rig, process } = await openPosted();
    rig.channel.editOutcomes.push({ kind: 'retry', reason: 'server', afterMs: null, detail: '503' });
    await tell(rig, NEW);
    await process.planner.runOnce();
    rig.clock.setWall(rig.clock.now() + 2 * MINUTE);
    const other = rig.startProcess({ corrects: true });
    await Promise.all([process.planner.runOnce(), other.planner.runOnce()]);
    expect(rig.channel.edits).toHaveLength(2);
  });
});

describe('/digest why', () => {
  const slotOf = async (process: RigProcess) => {
    const [digest] = await process.digests.list(ORDER.guildId);
    return (await process.digests.why(ORDER.guildId, digest?.id ?? '')).slots.at(-1);
  };

  test('GIVEN corrections that were shown, refused and never answered THEN each is listed with what was said before', async () => {
    const { rig, process } = await openPosted();
    await tell(rig, NEW);
    await rounds(rig, process);
    expect((await slotOf(process))?.corrections).toMatchObject([
      { part: 1, state: 'done', before: OLD, retryAt: null },
    ]);
    rig.channel.editOutcomes.push({ kind: 'refused', reason: 'thread-closed', detail: '403 160005' });
    await tell(rig, LAST);
    await rounds(rig, process);
    expect((await slotOf(process))?.corrections).toMatchObject([
      { state: 'done' },
      { state: 'refused', reason: 'thread-closed', before: NEW },
    ]);
  });

  test('GIVEN a day without an answer THEN perhaps corrected; a day of limits was surely none', async () => {
    for (const [reason, state] of [
      ['network', 'uncertain'],
      ['rate-limited', 'refused'],
    ] as const) {
      const { rig, process } = await openPosted();
      const fails = { kind: 'retry', reason, afterMs: null, detail: '' } as const;
      rig.channel.editOutcomes.push(...Array.from({ length: 600 }, () => fails));
      await tell(rig, NEW);
      await process.planner.runOnce();
      expect((await slotOf(process))?.corrections).toMatchObject([{ state: 'due', retryAt: expect.any(Number) }]);
      rig.clock.setWall(rig.clock.now() + DAY);
      await rounds(rig, process);
      expect((await slotOf(process))?.corrections).toMatchObject([{ state, reason: 'gave-up' }]);
      rig.channel.editOutcomes.length = 0;
    }
  });
});
