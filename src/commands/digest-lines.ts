import { joinMarkdown, type Markdown, md, subtext, timestamp } from '../reply.ts';
import { ANNOUNCEMENT, type Digest, type DigestOrder, ORDER_DEFAULTS } from '../services/digests/digests.ts';
import { dateFormat } from '../words/formats.ts';
import type { Words } from '../words/words.ts';
import type { Ask } from './command.ts';
import { describeLanguages, describeWhen } from './digest-options.ts';
import { languageName } from './language-option.ts';

const HOUR_MS = 3_600_000;
/** As the hours of an order are written. */
const HOUR = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
/** Phrases are shown up to here; /digest edit takes longer lists. */
const SHOWN_CHARS = 200;

type Reader = Pick<Ask, 'locale' | 'words'>;

/** A digest in three lines: its order, when it posts next, and in small type what it does beside. */
export function describeDigest(ask: Ask, digest: Digest): readonly Markdown[] {
  return [orderLine(ask, digest), nextLine(ask, digest), detailLine(ask, digest)];
}

/** The same in one line. */
export function briefLines(ask: Ask, digest: Digest): readonly Markdown[] {
  const next = digest.nextAt === null ? md`${ask.words.digest.pausedWord}` : timestamp(digest.nextAt, 'R');
  return [md`${orderLine(ask, digest)} · ${next}`];
}

/** Where, when, in whose hours and in which language. */
export function orderLine(ask: Ask, digest: Digest): Markdown {
  return ask.words.digest.order(
    digest.channelId,
    describeWhen(ask, digest),
    digest.zone,
    describeLanguages(ask, digest),
  );
}

/** The next edition in the reader's own hours; in the digest's too where they are not the order's, as by a cron expression or a changed clock. */
export function nextLine(ask: Reader, { state, nextAt, times, zone }: Digest): Markdown {
  const { digest: words } = ask.words;
  if (state === 'paused') return words.paused();
  if (nextAt === null) return words.noNext();
  const moment = md`${timestamp(nextAt, 'F')} (${timestamp(nextAt, 'R')})`;
  const local = dateFormat('en', { ...HOUR, timeZone: zone }).format(nextAt);
  return words.next(times.includes(local) ? moment : md`${moment} · ${local} ${zone}`);
}

function detailLine({ words: { digest: words } }: Reader, digest: Digest): Markdown {
  const { catchUp, lateLimitMs, topics, muted, roleId } = digest;
  const pieces: Markdown[] = [md`${words.quiet[digest.quiet]}`];
  const isUsual = catchUp === ORDER_DEFAULTS.catchUp && lateLimitMs === ORDER_DEFAULTS.lateLimitMs;
  if (!isUsual) pieces.push(md`${words.catchUp[catchUp](lateLimitMs / HOUR_MS)}`);
  if (topics.length > 0) pieces.push(md`${words.topics(listPhrases(topics))}`);
  if (muted.length > 0) pieces.push(md`${words.muted(listPhrases(muted))}`);
  if (roleId !== null) pieces.push(words.mentions(roleId));
  if (digest.publish) pieces.push(md`${words.published}`);
  return subtext(joinMarkdown(pieces, ' · '));
}

/** What an edit changed, a line each: before and after. */
export function changeLines(ask: Ask, before: Digest, after: Digest): readonly Markdown[] {
  return FIELDS.flatMap(({ label, keys, describe }) => {
    const isSame = keys.every((key) => JSON.stringify(before[key]) === JSON.stringify(after[key]));
    if (isSame) return [];
    return [ask.words.digest.change(ask.words.digest.fields[label], describe(ask, before), describe(ask, after))];
  });
}

type Field = {
  label: keyof Words['digest']['fields'];
  keys: readonly (keyof DigestOrder)[];
  describe(ask: Ask, digest: Digest): Markdown;
};

const FIELDS: readonly Field[] = [
  { label: 'channel', keys: ['channelId'], describe: (_, { channelId }) => md`<#${channelId}>` },
  { label: 'when', keys: ['times', 'days', 'cron'], describe: (ask, digest) => md`${describeWhen(ask, digest)}` },
  { label: 'zone', keys: ['zone'], describe: (_, { zone }) => md`${zone}` },
  { label: 'language', keys: ['language'], describe: ({ locale }, one) => md`${languageName(one.language, locale)}` },
  {
    label: 'secondLanguage',
    keys: ['secondLanguage'],
    describe: ({ locale, words }, { secondLanguage }) =>
      md`${secondLanguage === null ? words.digest.noLanguage : languageName(secondLanguage, locale)}`,
  },
  {
    label: 'secondShown',
    keys: ['secondShown'],
    describe: ({ words }, { secondShown }) => md`${words.commands.digest.seconds[secondShown]}`,
  },
  { label: 'quiet', keys: ['quiet'], describe: ({ words }, { quiet }) => md`${words.commands.digest.quiets[quiet]}` },
  {
    label: 'catchUp',
    keys: ['catchUp'],
    describe: ({ words }, { catchUp }) => md`${words.commands.digest.catchUps[catchUp]}`,
  },
  { label: 'lateHours', keys: ['lateLimitMs'], describe: (_, { lateLimitMs }) => md`${lateLimitMs / HOUR_MS} h` },
  { label: 'topics', keys: ['topics'], describe: ({ words }, { topics }) => describePhrases(words, topics) },
  { label: 'muted', keys: ['muted'], describe: ({ words }, { muted }) => describePhrases(words, muted) },
  {
    label: 'role',
    keys: ['roleId'],
    describe: ({ words }, { roleId }) => (roleId === null ? md`${words.digest.nothing}` : { md: `<@&${roleId}>` }),
  },
  {
    label: 'publish',
    keys: ['publish'],
    describe: ({ words: { digest: words } }, { publish }) => md`${publish ? words.yes : words.no}`,
  },
];

function describePhrases({ digest: words }: Words, phrases: readonly string[]): Markdown {
  return md`${phrases.length === 0 ? words.nothing : listPhrases(phrases)}`;
}

/** As many as a reader takes in at once, and how many more there are. */
function listPhrases(phrases: readonly string[]): string {
  let length = 0;
  const shown = phrases.filter((phrase) => (length += phrase.length + 2) <= SHOWN_CHARS);
  const rest = phrases.length - shown.length;
  return rest === 0 ? shown.join(', ') : `${shown.join(', ')} … (+${rest})`;
}

/** What is said of a channel whose messages other servers follow. */
export function publishLines({ words }: Reader, digest: Digest): readonly Markdown[] {
  return digest.channelType === ANNOUNCEMENT && digest.publish ? [subtext(words.digest.publishes())] : [];
}
