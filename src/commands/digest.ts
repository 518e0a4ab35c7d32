import * as z from 'zod';
import { UserError } from '../errors.ts';
import { type Markdown, notice, type Reply, subtext, textBlock, timestamp } from '../reply.ts';
import { nextSlots } from '../services/digests/calendar.ts';
import type { Digest } from '../services/digests/digests.ts';
import { type Ask, action, command, guildOf } from './command.ts';
import { DEEDS, type Deed, digestData } from './digest-data.ts';
import { publishLines } from './digest-lines.ts';
import { nameDigest, suggestDays, suggestZones } from './digest-options.ts';
import { createInput, editInput, readChanges, readOrder, type wholeInput } from './digest-order.ts';
import { listDigests, showDigest, showEdit, showMore, showRemoved } from './digest-view.ts';
import { readEdition, showHistory, showSlot, suggestEditions } from './digest-why.ts';
import { editionActions } from './edition-actions.ts';
import { guideActions, openGuide } from './guide-actions.ts';
import { suggestLanguages } from './language-option.ts';
import { digestCostLines } from './usage-lines.ts';

const DAY_MS = 86_400_000;

const input = z.discriminatedUnion('subcommand', [
  createInput,
  editInput,
  z.object({ subcommand: z.literal('list') }),
  z.object({ subcommand: z.literal('why'), digest: z.string().default(''), edition: z.string().default('') }),
  z.object({ subcommand: z.enum(DEEDS), digest: z.string().default('') }),
]);
type Given = z.output<typeof input>;

/** `/digest`: what is posted where and when. Everything but reading an edition's articles needs Manage Server. */
export const digestCommand = command({
  data: digestData,
  input,
  reply: 'ephemeral',
  requires: 'ManageGuild',
  async run(given, ask) {
    if (given.subcommand === 'create') {
      const { channel, time, cron } = given;
      return channel && (time + cron).trim() !== '' ? createDigest(ask, { ...given, channel }) : openGuide(ask, given);
    }
    const digests = await ask.services.digests.list(guildOf(ask));
    if (given.subcommand === 'list') return listDigests(ask, digests);
    const edition = given.subcommand === 'why' ? readEdition(given.edition) : undefined;
    if (edition) return showSlot(ask, edition.digestId, edition.slotId);
    const id = given.digest.trim() === '' ? onlyId(digests) : given.digest.trim();
    if (id === undefined) return listDigests(ask, digests, ask.words.digest.which());
    return doTo(ask, id, given);
  },
  async complete(option, typed, ask) {
    if (option === 'timezone') return suggestZones(ask, typed);
    if (option === 'days') return suggestDays(ask, typed);
    if (option === 'language' || option === 'second-language') return suggestLanguages(ask, typed);
    if (option === 'edition') return suggestEditions(ask, typed);
    const digests = await ask.services.digests.list(guildOf(ask));
    const choices = digests.map((digest) => ({ name: nameDigest(ask, digest), value: digest.id }));
    return choices.filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()));
  },
  actions: {
    ...editionActions,
    ...guideActions,
    show: action({
      input: z.tuple([z.string()]),
      reply: 'update',
      requires: 'ManageGuild',
      run: async ([id], ask) => showDigest(ask, await getDigest(ask, id)),
    }),
    more: action({
      input: z.tuple([z.string()]),
      reply: 'update',
      requires: 'ManageGuild',
      run: async ([id], ask) => showMore(ask, await getDigest(ask, id)),
    }),
    preview: deedAction('preview', 'ephemeral'),
    run: deedAction('run', 'ephemeral'),
    pause: deedAction('pause', 'update'),
    start: deedAction('start', 'update'),
    remove: deedAction('remove', 'update'),
    undo: action({
      input: z.tuple([z.string(), z.enum(['active', 'paused'])]),
      reply: 'update',
      requires: 'ManageGuild',
      run: async ([id, was], ask) => deeds[was === 'active' ? 'start' : 'pause'](ask, id),
    }),
    /** Takes an edit back: `[digest id, the edit's number]`. */
    'undo-edit': action({
      input: z.tuple([z.string(), z.string().regex(/^\d+$/)]),
      reply: 'update',
      requires: 'ManageGuild',
      async run([id, undo], ask) {
        const edit = await ask.services.digests.undoEdit(guildOf(ask), id, undo);
        const { undone, notUndone } = ask.words.digest;
        return showEdit(ask, edit, edit.undo === null ? notUndone() : undone(), await costOf(ask, edit.after));
      },
    }),
    /** A page of what became of a digest's editions: `[digest id, page]`. */
    why: action({
      input: z.tuple([z.string(), z.string().regex(/^\d+$/).transform(Number)]),
      reply: 'update',
      requires: 'ManageGuild',
      run: async ([id, page], ask) => showHistory(ask, id, page),
    }),
    /** One edition in full: `[digest id, slot id]`. */
    slot: action({
      input: z.tuple([z.string(), z.string()]),
      reply: 'update',
      requires: 'ManageGuild',
      run: async ([id, slotId], ask) => showSlot(ask, id, slotId),
    }),
    /** What an administrator knows of an edition that was refused or is uncertain: `[slot id, 'there' or 'send']`. */
    settle: action({
      input: z.tuple([z.string(), z.enum(['there', 'send'])]),
      reply: 'update',
      requires: 'ManageGuild',
      run: async ([slotId, as], ask) => settleEdition(ask, slotId, as),
    }),
  },
});

async function doTo(ask: Ask, id: string, given: Exclude<Given, { subcommand: 'create' | 'list' }>): Promise<Reply> {
  if (given.subcommand === 'edit') return editDigest(ask, id, given);
  if (given.subcommand !== 'why') return deeds[given.subcommand](ask, id);
  if (given.edition.trim() !== '') throw new UserError('unknown-edition', {});
  return showHistory(ask, id, 1);
}

const deeds: Record<Deed, (ask: Ask, id: string) => Promise<Reply>> = {
  async preview(ask, id) {
    const reply = await ask.services.digests.preview(guildOf(ask), id, ask.signal);
    const cost = await costOf(ask, await getDigest(ask, id));
    return { ...reply, blocks: [...reply.blocks, textBlock(subtext(ask.words.digest.previewNote()), ...cost)] };
  },
  async run(ask, id) {
    const digest = await ask.services.digests.run(guildOf(ask), id, ask.interactionId);
    return showDigest(ask, digest, { said: [ask.words.digest.running(digest.channelId)] });
  },
  pause: async (ask, id) => showDigest(ask, await ask.services.digests.pause(guildOf(ask), id)),
  async start(ask, id) {
    return showDigest(ask, await ask.services.digests.start(guildOf(ask), id), { said: [ask.words.digest.started()] });
  },
  async remove(ask, id) {
    const was = await getDigest(ask, id);
    const removed = await ask.services.digests.remove(guildOf(ask), id);
    return showRemoved(ask, removed, was.state === 'paused' ? 'paused' : 'active');
  },
};

async function createDigest(ask: Ask, given: z.output<typeof wholeInput>): Promise<Reply> {
  const order = await readOrder(ask, given, guildOf(ask));
  const digest = await ask.services.digests.create(order, ask.userId);
  const { digest: words } = ask.words;
  const notes = [...publishLines(ask, digest), ...(await costOf(ask, digest))];
  return showDigest(ask, digest, { said: [words.created(digest.channelId), words.first()], notes });
}

async function editDigest(ask: Ask, id: string, given: z.output<typeof editInput>): Promise<Reply> {
  const { digest: words } = ask.words;
  const digest = await getDigest(ask, id);
  const changes = await readChanges(ask, given, digest);
  if (Object.keys(changes).length === 0) return showDigest(ask, digest, { said: [words.nothingGiven()] });
  const edit = await ask.services.digests.edit(guildOf(ask), id, changes);
  return showEdit(ask, edit, edit.undo === null ? words.unchanged() : words.edited(), await costOf(ask, edit.after));
}

/** The operators' own channel may be in another server than the digest: there the answer is a sentence alone. */
async function settleEdition(ask: Ask, slotId: string, as: 'there' | 'send'): Promise<Reply> {
  const { settled: words } = ask.words.digest;
  const settled = await ask.services.digests.settle(slotId, as);
  if (settled.kind === 'unknown') return notice(words.unknown());
  const said = words[settled.kind](timestamp(settled.dueAt));
  const digest = await ask.services.digests.find(guildOf(ask), settled.digestId);
  return digest ? showDigest(ask, digest, { said: [said] }) : notice(said);
}

/** What it costs: reckoned from the editions of 30 days, and its languages. */
async function costOf(ask: Ask, digest: Digest): Promise<readonly Markdown[]> {
  const editionsPerMonth = nextSlots(digest, ask.now, ask.now + 30 * DAY_MS).length;
  return digestCostLines(ask, { editionsPerMonth, languages: digest.secondLanguage === null ? 1 : 2 });
}

function onlyId(digests: readonly Digest[]): string | undefined {
  return digests.length === 1 ? digests[0]?.id : undefined;
}

async function getDigest(ask: Ask, id: string): Promise<Digest> {
  const digest = await ask.services.digests.find(guildOf(ask), id);
  if (!digest) throw new UserError('unknown-digest', {});
  return digest;
}

function deedAction(deed: Deed, reply: 'ephemeral' | 'update') {
  return action({
    input: z.tuple([z.string()]),
    reply,
    requires: 'ManageGuild',
    run: async ([id], ask) => deeds[deed](ask, id),
  });
}
