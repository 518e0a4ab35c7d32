import type { KyselyPlugin } from 'kysely';
import { onTestFinished } from 'vitest';
import type { Database } from '../../../src/data/database.ts';
import { openDatabase } from '../../../src/data/database.ts';
import type { Fields, Log } from '../../../src/log.ts';
import type { Closing, Part, PartsManner, Reply } from '../../../src/reply.ts';
import { createArticles } from '../../../src/services/articles.ts';
import { createDigests } from '../../../src/services/digests/create-digests.ts';
import type { Prepare } from '../../../src/services/digests/desk.ts';
import { type DigestOrder, ORDER_DEFAULTS } from '../../../src/services/digests/digests.ts';
import { correctBody } from '../../../src/discord/render-correction.ts';
import { renderParts } from '../../../src/discord/render-parts.ts';
import type {
  EditOutcome,
  FindOutcome,
  PartsToFind,
  PartToPost,
  PostOffice,
  PostOutcome,
  PublishOutcome,
} from '../../../src/services/digests/outbox.ts';
import type { Summaries } from '../../../src/services/summaries.ts';
import { importedArticle, storeArticle } from '../../support/articles.ts';
import { type TestClock, testClock } from '../../support/clock.ts';
import { testDatabase } from '../../support/database.ts';
import { testRandom } from '../../support/random.ts';

/** What the channel does with one call: stores it; stores it and the answer is lost; or answers this without storing it. */
export type Fault = 'lost' | 'crash-before' | 'crash-after' | Exclude<PostOutcome, { kind: 'sent' }>;

export type FakeMessage = { id: string; key: string; channelId: string; body: string; at: number };

/** What a dead process gets from everything it still touches. */
export class Crash extends Error {}

export const ORDER: DigestOrder = {
  ...ORDER_DEFAULTS,
  guildId: '100000000000000001',
  channelId: '200000000000000001',
  times: ['08:00'],
  days: [1, 2, 3, 4, 5, 6, 7],
  zone: 'Europe/Paris',
  language: 'en',
  quiet: 'say',
};

export type Rig = Awaited<ReturnType<typeof openRig>>;
/** One process at work on the rig's database and channel. */
export type RigProcess = ReturnType<Rig['startProcess']>;

export type ProcessOptions = {
  /** The database call at which the process dies, counted from its start. */
  dieAt?: number;
  summaries?: Summaries;
  blocksPerPart?: number;
  /** What becomes of a word to the administrators. */
  telling?: 'crash' | 'fails' | 'nobody';
  prepare?: Prepare;
  /** It renders as Discord's room does, and corrects what it posted. */
  corrects?: boolean;
};

/** A database, a clock and a Discord channel that outlive the processes started on them. */
export async function openRig(options: { start?: string; path?: string } = {}) {
  const db = options.path === undefined ? (await testDatabase()).db : await openFile(options.path);
  const clock = testClock(options.start ?? '2026-11-23T06:30:00Z');
  const channel = fakeChannel(clock);
  const told: string[] = [];
  const buttons: (readonly string[])[] = [];
  let stored = 0;
  let processes = 0;
  return {
    db,
    clock,
    channel,
    told,
    /** Of what they were told: label and arguments. */
    buttons,
    /** Stores one more article and gives its id. */
    async addArticle(title = `Article ${stored + 1}`, url: string | null = null): Promise<string> {
      stored += 1;
      const text = `This is what article number ${stored} says about its subject.`;
      const newsroom = { db, clock, random: testRandom(1_000 + stored) };
      return (await storeArticle(newsroom, importedArticle({ title, text, url }))).id;
    },
    /** A process with an owner's name of its own. */
    startProcess(given: ProcessOptions = {}) {
      processes += 1;
      const life = { isDead: false, callsLeft: given.dieAt ?? Infinity };
      const log = recordingLog();
      const own = mortal(db, life);
      const made = createDigests({
        db: own,
        clock,
        random: testRandom(processes),
        log,
        articles: createArticles({ db }),
        summaries: given.summaries ?? firstSentences(),
        ...(given.corrects && { correctBody }),
        renderParts: (reply, closing, manner) =>
          given.corrects
            ? renderParts(reply, closing, manner)
            : renderPlainParts(reply, closing, { blocksPerPart: 100, ...given, ...manner }),
        office: channel.officeFor(life),
        ...(given.telling !== 'nobody' && { tellAdmin }),
        tick: () => () => undefined,
        // Only a test of preparation has one: its calls would be steps of every other.
        prepare: given.prepare ?? (async () => null),
      });
      async function tellAdmin(reply: Reply): Promise<void> {
        if (given.telling === 'crash') life.isDead = true;
        if (life.isDead) throw new Crash();
        if (given.telling === 'fails') throw new Error('the channel of the administrators is closed');
        told.push(textOf(reply));
        const rows = reply.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));
        buttons.push(...rows.map(({ label, action }) => [label, ...action.args]));
      }
      return { ...made, log, life, db: own };
    },
  };
}

async function openFile(path: string): Promise<Database> {
  const db = await openDatabase(path);
  onTestFinished(() => db.destroy());
  return db;
}

/** A channel that remembers: `faults` are used up by one call each, then all is well. No nonce window: what is sent twice is there twice. */
function fakeChannel(clock: TestClock) {
  const messages: FakeMessage[] = [];
  const channel = {
    messages,
    faults: [] as Fault[],
    /** What looking for parts of an earlier database gives, one call each; then what is there. */
    finds: [] as FindOutcome[],
    /** What publishing gives, one call each; then it works. */
    publishes: [] as PublishOutcome[],
    published: [] as string[],
    /** What an edit gives, one call each; then it works. 'crash-after': it works, and the process dies. */
    editOutcomes: [] as (EditOutcome | 'crash-after')[],
    edits: [] as { messageId: string; channelId: string; body: string; at: number }[],
    /** Whether the bot may post: what a refused slot asks. */
    isOpen: true,
    asked: 0,
    /** What a post waits for. */
    hold: undefined as (() => Promise<void>) | undefined,
    calls: [] as { key: string; lookSince: number | null; channelId: string; priority: number }[],
    looks: [] as { keys: readonly string[]; since: number }[],
  };
  const store = (part: PartToPost): PostOutcome => {
    const messageId = `${messages.length + 1}`;
    // The post that opens a thread stands in it.
    const channelId = part.form === 'forum-post' ? `thread-${messageId}` : part.channelId;
    messages.push({ id: messageId, key: part.key, channelId, body: part.body, at: clock.now() });
    return { kind: 'sent', messageId, channelId, found: false };
  };
  async function post(life: Life, part: PartToPost): Promise<PostOutcome> {
    await breathe(life);
    const { key, lookSince, channelId, priority } = part;
    channel.calls.push({ key, lookSince, channelId, priority });
    await channel.hold?.();
    await part.before?.();
    const earlier = messages.find((one) => lookSince !== null && one.key === key && one.at >= lookSince);
    const fault = channel.faults.shift();
    if (fault === 'crash-before') life.isDead = true;
    if (earlier && fault !== 'crash-before' && fault !== 'crash-after')
      return { kind: 'sent', messageId: earlier.id, channelId: earlier.channelId, found: true };
    if (fault === 'crash-after') {
      if (!earlier) store(part);
      life.isDead = true;
    }
    if (life.isDead) throw new Crash();
    if (fault === 'lost') {
      store(part);
      return { kind: 'retry', reason: 'network', afterMs: null, detail: 'answer lost' };
    }
    return typeof fault === 'object' ? fault : store(part);
  }
  async function find(life: Life, { keys, since }: PartsToFind): Promise<FindOutcome> {
    await breathe(life);
    channel.looks.push({ keys, since });
    const given = channel.finds.shift();
    if (given) return given;
    const found = messages.find((message) => keys.includes(message.key) && message.at >= since);
    if (!found) return { kind: 'absent' };
    return { kind: 'found', key: found.key, messageId: found.id, channelId: found.channelId, sentAt: found.at };
  }
  const officeFor = (life: Life): PostOffice => ({
    post: (part) => post(life, part),
    find: (parts) => find(life, parts),
    async publish({ messageId }) {
      await breathe(life);
      const outcome = channel.publishes.shift() ?? { kind: 'published' };
      if (outcome.kind === 'published') channel.published.push(messageId);
      return outcome;
    },
    async edit({ messageId, channelId, body }) {
      await breathe(life);
      channel.edits.push({ messageId, channelId, body, at: clock.now() });
      const outcome = channel.editOutcomes.shift();
      if (typeof outcome === 'object') return outcome;
      const message = messages.find((one) => one.id === messageId);
      if (message) message.body = body;
      if (outcome === 'crash-after') life.isDead = true;
      if (life.isDead) throw new Crash();
      return { kind: 'edited' };
    },
    async mayPost() {
      await breathe(life);
      channel.asked += 1;
      return channel.isOpen;
    },
  });
  return Object.assign(channel, { officeFor });
}

type Life = { isDead: boolean };

/** What a request takes, and nothing more once the process is dead. */
async function breathe(life: Life): Promise<void> {
  await Promise.resolve();
  if (life.isDead) throw new Crash();
}

/** The database as a process sees it that dies at a given call: from then on nothing it does has an effect. */
function mortal(db: Database, life: { isDead: boolean; callsLeft: number }): Database {
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      life.callsLeft -= 1;
      if (life.callsLeft <= 0) life.isDead = true;
      if (life.isDead) throw new Crash();
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return db.withPlugin(plugin);
}

/** Extracts: each article's own first sentence. */
export function firstSentences(): Summaries {
  return {
    async summarize({ article, length }) {
      const quote = article.body.find((block) => block.kind === 'paragraph')?.text ?? '';
      const points = [{ text: quote, evidence: [{ paragraph: 1, quote }] }];
      const { language } = article;
      return {
        article,
        summary: { headline: null, points },
        origin: 'offline',
        language,
        length,
        model: '',
        dropped: 0,
      };
    },
  };
}

function renderPlainParts(
  reply: Reply,
  closing: Closing,
  { blocksPerPart, forumTitle }: { blocksPerPart: number } & PartsManner,
): readonly Part[] {
  const texts = reply.blocks.flatMap((block) => (block.kind === 'text' ? [block.text.md] : []));
  const count = Math.ceil(texts.length / blocksPerPart);
  return Array.from({ length: count }, (_, index) => {
    const { key, rows } = closing(index + 1);
    const content = texts.slice(index * blocksPerPart, (index + 1) * blocksPerPart).join('\n\n');
    const form = forumTitle !== undefined && index === 0 ? 'forum-post' : 'message';
    return { key, body: JSON.stringify({ content, rows }), form, entries: [] };
  });
}

/** The text of a reply, as a reader sees its blocks. */
export function textOf(reply: Reply): string {
  return reply.blocks.flatMap((block) => (block.kind === 'text' ? [block.text.md] : [])).join('\n\n');
}

export function recordingLog(): Log & { lines: { level: string; event: string; fields: Fields | undefined }[] } {
  const lines: { level: string; event: string; fields: Fields | undefined }[] = [];
  const write = (level: string) => (event: string, fields?: Fields) => void lines.push({ level, event, fields });
  return { lines, debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

/** The slots of a rig as `local time: state`, in order. */
export async function slotStates(rig: Rig): Promise<string[]> {
  const rows = await rig.db
    .selectFrom('slots')
    .select(['local_time', 'state'])
    .orderBy('due_at')
    .orderBy('local_time')
    .execute();
  return rows.map((row) => `${row.local_time}: ${row.state}`);
}
