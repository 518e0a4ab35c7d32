import { type Draw, drawFrom } from '../crash-draw.ts';
import { DAY, HOUR, MINUTE, type Mishap, type Phase, type Round, type Trait } from './web-plan.ts';

/** A stretch of the given hours, somewhere in the middle of the month. */
function stretch({ start, end }: Round, draw: Draw, hours: number, mishap: Mishap): Phase {
  const room = Math.max(1, Math.floor((end - start) / HOUR) - hours - 12);
  const from = start + draw.int(6, 6 + Math.floor(room * 0.7)) * HOUR;
  return { from, to: from + hours * HOUR, ...mishap };
}

/** `mishap` for some hours, on several days. */
function spells(round: Round, draw: Draw, hours: number, mishap: Mishap): readonly Phase[] {
  const days = Math.max(1, Math.floor((round.end - round.start) / DAY / 6));
  return Array.from({ length: days }, () => stretch(round, draw, hours, mishap)).toSorted((a, b) => a.from - b.from);
}

const during =
  (hours: number, mishap: Mishap): Trait =>
  (_feed, draw, round) => ({ phases: [stretch(round, draw, hours, mishap)] });

const often =
  (hours: number, mishap: Mishap): Trait =>
  (_feed, draw, round) => ({ phases: spells(round, draw, hours, mishap) });

/** From about the middle of the month on. */
function midway({ start, end }: Round, draw: Draw): number {
  return start + Math.floor((end - start) * (draw.int(30, 60) / 100));
}

const movesTo =
  (status: 301 | 308, host: (own: string) => string): Trait =>
  (feed, draw, round) => {
    const movesAt = midway(round, draw);
    const to = host(feed.host);
    const phase: Phase = { from: movesAt, to: Infinity, does: 'redirect', status, target: { host: to } };
    return { movesAt, movesTo: to, phases: [phase], host: feed.host, style: { format: 'rss' } };
  };

/** Excerpts, often enough that pages are asked for each day. */
const excerpts =
  (pages: 'open' | 'late' | 'forbidden' | 'paywall'): Trait =>
  () => ({
    pages,
    everyMs: DAY,
    style: { text: 'excerpt' },
  });

/** What feeds of the real web do, by name. */
const TRAITS: Readonly<Record<string, Trait>> = {
  plain: () => ({ everyMs: 8 * HOUR, style: { validators: 'both', guid: 'own' } }),
  'no ids': () => ({ style: { format: 'rss', guid: 'none' } }),
  'no dates': () => ({ style: { format: 'rss', dates: 'none' } }),
  'dates without hour': () => ({ style: { format: 'rdf', dates: 'day' } }),
  'years of two digits': () => ({ style: { format: 'rss', dates: 'short-year' } }),
  'dates to come': () => ({ style: { format: 'rss', dates: 'future' } }),
  'dates of the request': () => ({ style: { format: 'rss', dates: 'asked' } }),
  'dates that change': () => ({ style: { dates: 'wanders' } }),
  'RSS 0.91': () => ({ style: { format: 'rss091' }, corrections: 0.03 }),
  renumbers: (_feed, draw, round) => ({ renumbersAt: midway(round, draw) }),
  'one id for all': () => ({ corrections: 0, style: { format: 'rss', guid: 'one-for-all' } }),
  'one item, one id': () => ({
    corrections: 0,
    window: 1,
    everyMs: 12 * HOUR,
    style: { format: 'rss', guid: 'one-for-all' },
  }),
  'nothing to know an item by': () => ({
    corrections: 0,
    style: { format: 'rss', guid: 'none', links: 'none', dates: 'none' },
  }),
  'moved for good (301)': movesTo(301, (own) => `moved-${own}`),
  'moved to www (308)': movesTo(308, (own) => `www.${own}`),
  'away for a day (302)': (feed, draw, round) => ({
    phases: [stretch(round, draw, 24, { does: 'redirect', status: 302, target: { host: `spare-${feed.host}` } })],
  }),
  'moved onto another': (_feed, draw, round) => ({
    phases: [
      { from: midway(round, draw), to: Infinity, does: 'redirect', status: 301, target: { feed: round.sound.n } },
    ],
  }),
  'gone (410)': (_feed, draw, round) => ({
    phases: [{ from: midway(round, draw), to: Infinity, does: 'status', status: 410 }],
  }),
  'lost for two days (404)': during(48, { does: 'status', status: 404 }),
  'busy (503, Retry-After)': often(5, { does: 'status', status: 503, retryAfterMs: 2 * HOUR }),
  'broken (500)': often(4, { does: 'status', status: 500 }),
  'broken (502)': often(9, { does: 'status', status: 502, retryAfterMs: 20 * MINUTE }),
  'strict (429)': () => ({ minGapMs: 2 * HOUR, everyMs: 3 * HOUR, window: 40 }),
  silent: during(12, { does: 'silent' }),
  'drips a byte a second': during(6, { does: 'drip' }),
  'cuts its answers': during(12, { does: 'cut' }),
  'compresses badly': during(12, { does: 'bad-gzip' }),
  'compresses well': () => ({ style: { gzip: true } }),
  'a login page for a day': during(24, { does: 'login' }),
  'a page for a day': during(24, { does: 'page' }),
  'empty for a day': during(24, { does: 'empty' }),
  'malformed for a day': (_feed, draw, round) => ({
    phases: [stretch(round, draw, 24, { does: 'malformed' })],
    style: { format: draw.pick(['rss', 'atom'] as const) },
  }),
  'excerpts, open pages': excerpts('open'),
  'excerpts, pages that come late': excerpts('late'),
  'excerpts, forbidden pages': excerpts('forbidden'),
  'excerpts, paid pages': excerpts('paywall'),
  'a short window': () => ({ window: 5, everyMs: 3 * HOUR }),
  'a very short window': () => ({ window: 4, everyMs: HOUR }),
  'an ETag that sticks': () => ({ window: 60, style: { validators: 'stuck' } }),
  'an ETag by the day': () => ({ window: 60, style: { validators: 'by-day' } }),
  'validators for show': () => ({ style: { validators: 'ignored' } }),
  'wire texts': () => ({ wire: true, tongue: 'en', window: 30, everyMs: DAY, style: { charset: 'utf-8' } }),
  'two addresses, one host': (_feed, _draw, { sound }) => ({ mirrors: sound.n, host: sound.host }),
  'two addresses, two hosts': (_feed, _draw, { sound }) => ({ mirrors: sound.n }),
  'tracked addresses': () => ({ style: { links: 'tracked' } }),
  'http, https, www': () => ({ style: { links: 'flips' } }),
  corrects: () => ({ corrections: 0.4, everyMs: 8 * HOUR }),
  deletes: () => ({ hides: 'for-good', everyMs: 8 * HOUR }),
  'deletes and brings back': () => ({ hides: 'comes-back', everyMs: 8 * HOUR, window: 40 }),
  'relative links, the oldest first': () => ({ style: { format: 'rss', links: 'relative', order: 'oldest' } }),
  'five thousand items': () => ({
    window: 5_000,
    everyMs: DAY,
    corrections: 0,
    style: { format: 'rss', text: 'excerpt' },
  }),
};

export const TRAIT_NAMES = Object.keys(TRAITS);

/** The traits of so many feeds: each in turn; of fewer feeds than there are traits, some of them, a sound feed first. */
export function chooseTraits(count: number, seed: number): readonly (readonly [string, Trait])[] {
  const draw = drawFrom(seed);
  const [first, ...others] = Object.entries(TRAITS);
  if (!first) return [];
  const rest = others.map((one) => [draw.int(0, 1_000_000), one] as const).toSorted(([a], [b]) => a - b);
  const round = [first, ...rest.map(([, one]) => one)];
  return Array.from({ length: count }, (_, n) => round[n % round.length] ?? first);
}

/** Those traits by name. Throws a RangeError for a name that is none. */
export function traitsNamed(names: readonly string[]): readonly (readonly [string, Trait])[] {
  return names.map((name) => {
    const trait = TRAITS[name];
    if (!trait) throw new RangeError(`There is no trait ${name}`);
    return [name, trait] as const;
  });
}
