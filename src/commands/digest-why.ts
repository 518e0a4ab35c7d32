import { UserError } from '../errors.ts';
import { type Block, type Button, md, type Reply, subtext, textBlock, timestamp } from '../reply.ts';
import type { SlotHistory } from '../services/digests/history.ts';
import type { DigestHistory } from '../services/digests/digests.ts';
import { dateFormat } from '../words/formats.ts';
import { type Ask, type Choice, guildOf } from './command.ts';
import { nameDigest } from './digest-options.ts';
import { settleButtons, troubleBlock } from './digest-view.ts';
import { describeCorrections, describeEvents, describeSlot, nameHour, type Teller } from './digest-why-words.ts';
import { pickPage } from './paging.ts';

/** A line or two each on a phone. */
const SLOTS_A_PAGE = 8;
/** One message shows so many steps; the command line has them all. */
const MOST_EVENTS = 40;
const MOST_CORRECTIONS = 6;
/** From here on a step's day is shown beside its hour. */
const SAME_DAY_MS = 12 * 3_600_000;
const MOST_CHOICES = 200;

/** What became of a digest's latest editions, newest first: a page of them, and what can be done about the last one. */
export async function showHistory(ask: Ask, digestId: string, wanted: number): Promise<Reply> {
  const { digests } = ask.services;
  const history = await digests.why(guildOf(ask), digestId);
  const { digest, slots } = history;
  const pages = Array.from({ length: Math.ceil(slots.length / SLOTS_A_PAGE) }, (_, index) =>
    slots.slice(index * SLOTS_A_PAGE, (index + 1) * SLOTS_A_PAGE),
  );
  const { page = [], number } = pickPage(pages, wanted);
  const teller = tellerOf(ask);
  const lines = page.map((slot) => describeSlot(teller, slot, digest.zone));
  const trouble = number === 1 ? (await digests.troubles(digest.guildId)).get(digest.id) : undefined;
  return {
    accent: 'notice',
    blocks: [
      textBlock(ask.words.why.title(nameDigest(ask, digest)), ...(lines.length > 0 ? lines : [ask.words.why.none()])),
      ...(trouble ? [troubleBlock(ask, trouble)] : []),
      ...pickSlot(ask, history, page),
      ...pageBlocks(ask, digest.id, { number, last: pages.length, first: trouble ? settleButtons(ask, trouble) : [] }),
    ],
  };
}

/** All that happened to one edition, in order. Throws UserError unknown-edition. */
export async function showSlot(ask: Ask, digestId: string, slotId: string): Promise<Reply> {
  const { digest, slots } = await ask.services.digests.why(guildOf(ask), digestId);
  const slot = slots.find(({ id }) => id === slotId);
  if (!slot) throw new UserError('unknown-edition', {});
  const { why } = ask.words;
  const teller = tellerOf(ask, slot.dueAt);
  const corrections = describeCorrections(teller, slot).slice(-MOST_CORRECTIONS);
  const back: Button = { label: why.all, action: { command: 'digest', action: 'why', args: [digest.id, '1'] } };
  const link = slot.message === null ? [] : [why.message(messageUrl(digest.guildId, slot.message))];
  return {
    accent: 'notice',
    blocks: [
      textBlock(subtext(md`${nameDigest(ask, digest)}`), describeSlot(teller, slot, digest.zone), ...link),
      { kind: 'separator' },
      textBlock(
        ...describeEvents(teller, slot.events.slice(2 * corrections.length - MOST_EVENTS), slot),
        ...corrections,
      ),
      { kind: 'buttons', buttons: [back] },
    ],
  };
}

/** Choices for one edition among the newest of the server. The value names its digest too. */
export async function suggestEditions(ask: Ask, typed: string): Promise<readonly Choice[]> {
  const guildId = guildOf(ask);
  const { digests } = ask.services;
  const [list, editions] = await Promise.all([digests.list(guildId), digests.editions(guildId, MOST_CHOICES)]);
  const byId = new Map(list.map((digest) => [digest.id, digest]));
  return editions
    .flatMap((edition) => {
      const digest = byId.get(edition.digestId);
      if (!digest) return [];
      return [{ name: `${nameSlot(ask, edition)} · ${nameDigest(ask, digest)}`, value: `${digest.id} ${edition.id}` }];
    })
    .filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()))
    .slice(0, 25);
}

/** The digest and slot of a choice; undefined for anything else. */
export function readEdition(value: string): { digestId: string; slotId: string } | undefined {
  const [digestId = '', slotId = '', ...more] = value.trim().split(' ');
  return slotId === '' || more.length > 0 ? undefined : { digestId, slotId };
}

function pickSlot(ask: Ask, { digest }: DigestHistory, page: readonly SlotHistory[]): readonly Block[] {
  if (page.length === 0) return [];
  const options = page.map((slot) => ({ label: nameSlot(ask, slot), value: slot.id }));
  const action = { command: 'digest', action: 'slot', args: [digest.id] };
  return [{ kind: 'select', select: { placeholder: ask.words.why.pick, action, options } }];
}

/** The row that ends a page: `first`, what can be done about the last edition, before the way to other pages. */
function pageBlocks(
  ask: Ask,
  digestId: string,
  { number, last, first }: { number: number; last: number; first: readonly Button[] },
): readonly Block[] {
  if (last <= 1) return first.length === 0 ? [] : [{ kind: 'buttons', buttons: first }];
  const turn = (label: string, to: number): Button => ({
    label,
    action: { command: 'digest', action: 'why', args: [digestId, String(to)] },
    disabled: to < 1 || to > last,
  });
  const { back, next } = ask.words.buttons;
  return [
    textBlock(subtext(md`${ask.words.card.page(number, last)}`)),
    {
      kind: 'buttons',
      buttons: [...first, ...(first.length > 0 ? [] : [turn(back, number - 1)]), turn(next, number + 1)],
    },
  ];
}

/** In plain text there are no timestamps of Discord's: the hour is the digest's own. */
function nameSlot(ask: Ask, slot: Pick<SlotHistory, 'localTime' | 'zone' | 'dueAt' | 'isRun'>): string {
  const day = dateFormat(ask.locale, { dateStyle: 'medium', timeZone: slot.zone }).format(slot.dueAt);
  const hour = dateFormat(ask.locale, { timeStyle: 'short', timeZone: slot.zone }).format(slot.dueAt);
  return slot.isRun ? `${day}, ${hour}` : `${day}, ${nameHour(slot, slot.zone)}`;
}

function tellerOf({ locale, words }: Ask, dueAt?: number): Teller {
  const isNear = (epochMs: number) => dueAt !== undefined && Math.abs(epochMs - dueAt) < SAME_DAY_MS;
  return {
    locale,
    words,
    moment: (epochMs) => timestamp(epochMs),
    exact: (epochMs) => timestamp(epochMs, isNear(epochMs) ? 'T' : 'f'),
  };
}

/** https://docs.discord.com/developers/reference#message-formatting */
function messageUrl(guildId: string, { channelId, messageId }: NonNullable<SlotHistory['message']>): string {
  return `https://discord.com/channels/${guildId}/${channelId}/${messageId}`;
}
