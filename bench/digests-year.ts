import { openNewsroom } from '../src/app.ts';
import { parseConfig } from '../src/config.ts';
import { renderParts } from '../src/discord/render-parts.ts';
import { ORDER_DEFAULTS } from '../src/services/digests/digests.ts';
import { keysOf } from '../tests/support/crash-auditor.ts';
import { type BruteSlot, slotsByBruteForce, wallClock } from '../tests/support/crash-calendar.ts';
import { type Draw, drawFrom } from '../tests/support/crash-draw.ts';
import { recordingLog } from '../tests/support/interactions.ts';
import { report, reportExact, round, say } from './report.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const TICK = 5 * MINUTE;
/** Every kind of change: none, an hour, half an hour, at midnight, during Ramadan, on both halves of the globe. */
const ZONES = `Europe/Paris Europe/London Europe/Lisbon Europe/Athens Europe/Chisinau Europe/Moscow Europe/Dublin
America/New_York America/Chicago America/Denver America/Los_Angeles America/Anchorage America/St_Johns America/Halifax
America/Havana America/Santiago America/Asuncion America/Nuuk America/Scoresbysund America/Sao_Paulo America/Miquelon
Africa/Casablanca Africa/El_Aaiun Africa/Cairo Africa/Lagos Africa/Johannesburg Asia/Beirut Asia/Gaza Asia/Jerusalem
Asia/Tehran Asia/Kolkata Asia/Kathmandu Asia/Tokyo Australia/Sydney Australia/Adelaide Australia/Lord_Howe
Pacific/Auckland Pacific/Chatham Pacific/Apia Pacific/Easter`.split(/\s+/);
/** Clocks change at night. */
const NIGHT = ['00:00', '00:30', '01:00', '01:30', '02:00', '02:15', '02:30', '02:45', '03:00', '23:30'] as const;
const DAYTIME = ['06:00', '07:30', '08:00', '12:00', '17:45', '20:00'] as const;
/** How many of the schedules are cron expressions. */
const CRON_SHARE = 0.2;
const WEEK = [1, 2, 3, 4, 5, 6, 7];

type Kept = { id: string; zone: string; times: readonly string[]; days: readonly number[] };
type Tally = Record<'digests' | 'slots' | 'gaps' | 'repeats' | 'merged' | 'late' | 'missed' | 'twice', number>;

/** A simulated year: each slot once, on its minute, by the brute-force calendar. Prints a table by zone. */
export async function benchYear({ digests, days }: { digests: number; days: number }): Promise<void> {
  const start = Date.parse('2026-03-01T00:00:00Z');
  let now = start;
  const posts = new Map<string, number[]>();
  const began = performance.now();
  const newsroom = await openYear(
    () => now,
    (key) => posts.set(key, [...(posts.get(key) ?? []), now]),
  );
  const kept = await foundDigests(newsroom.services.digests, digests);
  const until = start + days * DAY;
  for (now = start + TICK; now <= until; now += TICK) await newsroom.planner.runOnce();
  await newsroom.close();
  const tallies = judge(kept, posts, { start, until });
  printTable(tallies);
  const sum = (of: keyof Tally) => [...tallies.values()].reduce((total, one) => total + one[of], 0);
  const wanted = sum('slots') - sum('merged');
  const posted = [...posts.values()].reduce((total, list) => total + list.length, 0);
  report({ name: 'year: digests', value: kept.length, unit: 'digests' });
  report({ name: 'year: zones', value: tallies.size, unit: 'zones' });
  report({ name: 'year: slots', value: sum('slots'), unit: 'slots' });
  report({ name: 'year: slots in a gap', value: sum('gaps'), unit: 'slots', bar: '> 0', ok: sum('gaps') > 0 });
  report({
    name: 'year: slots in a repeated hour',
    value: sum('repeats'),
    unit: 'slots',
    bar: '> 0',
    ok: sum('repeats') > 0,
  });
  report({ name: 'year: merged', value: sum('merged'), unit: 'slots' });
  reportExact('year: posted', posted, 'messages', wanted);
  reportExact('year: not on its minute', sum('late'), 'slots');
  reportExact('year: missed', sum('missed'), 'slots');
  reportExact('year: posted twice', sum('twice'), 'slots');
  reportExact('year: errors in the log', newsroom.errors(), 'lines');
  report({ name: 'year: took', value: round((performance.now() - began) / 1000, 1), unit: 's' });
}

async function openYear(now: () => number, post: (key: string) => void) {
  const { log, events } = recordingLog();
  const config = parseConfig({ DATABASE_URL: ':memory:', SEED_ARTICLE: 'off' });
  const clock = { now, monotonicMs: now, wait: untilAborted };
  const office = {
    async post({ key, channelId }: { key: string; channelId: string }) {
      post(key);
      return { kind: 'sent', messageId: key, channelId, found: false } as const;
    },
    find: async () => ({ kind: 'absent' }) as const,
    publish: async () => ({ kind: 'published' }) as const,
    mayPost: async () => true,
  };
  const posting = { renderParts, office };
  const newsroom = await openNewsroom({ config, clock, random: drawFrom(7).bytes, log }, posting);
  return { ...newsroom, errors: () => events.filter((one) => one.level === 'error').length };
}

/** Nothing takes time in this year but what is between the ticks. */
function untilAborted(_ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

type Digests = Awaited<ReturnType<typeof openYear>>['services']['digests'];

async function foundDigests(digests: Digests, count: number): Promise<readonly Kept[]> {
  const draw = drawFrom(2026);
  const kept: Kept[] = [];
  for (let made = 0; made < count; made++) {
    const zone = ZONES[made % ZONES.length] ?? 'UTC';
    const { times, days, cron } = drawSchedule(draw);
    const guildId = String(300_000_000_000_000_000n + BigInt(made));
    const channelId = String(400_000_000_000_000_000n + BigInt(made));
    const { id } = await digests.create(
      {
        ...ORDER_DEFAULTS,
        guildId,
        channelId,
        times: cron === null ? times : [],
        days: cron === null ? days : [],
        cron,
        zone,
        language: 'en',
        quiet: 'say',
      },
      'u1',
    );
    kept.push({ id, zone, times, days });
  }
  return kept;
}

/** Times and days; and the same as a cron expression for some. */
function drawSchedule(draw: Draw): { times: readonly string[]; days: readonly number[]; cron: string | null } {
  const time = () => (draw.chance(0.7) ? draw.pick(NIGHT) : draw.pick(DAYTIME));
  // Most clocks change on a Sunday, some on a Friday or Saturday.
  const days = draw.pick([WEEK, [7], [7], [7], [6, 7], [7], [draw.int(1, 7)], [5]] as const);
  if (draw.chance(CRON_SHARE)) {
    const [hour = '', minute = ''] = time().split(':');
    const cron = `${Number(minute)} ${Number(hour)} * * ${days.length === 7 ? '*' : days.join(',')}`;
    return { times: [`${hour}:${minute}`], days, cron };
  }
  // Several in one gap fall on one instant.
  const night = ['02:00', '02:15', '02:30'];
  const some = Array.from({ length: draw.pick([1, 1, 1, 2] as const) }, time);
  const times = draw.chance(0.15) ? night : [...new Set(some)].toSorted();
  return { times, days: days.toSorted((a, b) => a - b), cron: null };
}

function judge(
  kept: readonly Kept[],
  posts: ReadonlyMap<string, readonly number[]>,
  { start, until }: { start: number; until: number },
): ReadonlyMap<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const [zone, ofZone] of Map.groupBy(kept, (one) => one.zone)) {
    const times = [...new Set(ofZone.flatMap((one) => one.times))];
    // A time's rule does not depend on the others: the zone is walked once for all of them.
    const all = slotsByBruteForce({ zone, times, days: WEEK }, start, until);
    const repeated = findRepeated(zone, all);
    const tally: Tally = {
      digests: ofZone.length,
      slots: 0,
      gaps: 0,
      repeats: 0,
      merged: 0,
      late: 0,
      missed: 0,
      twice: 0,
    };
    for (const digest of ofZone)
      judgeDigest(
        tally,
        digest,
        all.filter((slot) => isOf(digest, slot)),
        { posts, repeated },
      );
    tallies.set(zone, tally);
  }
  return tallies;
}

function judgeDigest(
  tally: Tally,
  digest: Kept,
  slots: readonly BruteSlot[],
  { posts, repeated }: { posts: ReadonlyMap<string, readonly number[]>; repeated: ReadonlySet<string> },
): void {
  const wall = wallClock(digest.zone);
  slots.forEach((slot, index) => {
    tally.slots++;
    if (wall(slot.dueAt) !== slot.localTime) tally.gaps++;
    if (repeated.has(slot.localTime)) tally.repeats++;
    const sent = keysOf(digest.id, slot.localTime).flatMap((key) => posts.get(key) ?? []);
    // Of several on one instant the last stands for all.
    const isMerged = slots[index + 1]?.dueAt === slot.dueAt;
    if (isMerged) tally.merged++;
    if (sent.length > (isMerged ? 0 : 1)) tally.twice++;
    if (sent.length === 0 && !isMerged) tally.missed++;
    if (sent.some((at) => at !== slot.dueAt)) tally.late++;
  });
}

function isOf({ times, days }: Kept, { localTime }: BruteSlot): boolean {
  const day = new Date(`${localTime.slice(0, 10)}T00:00:00Z`).getUTCDay();
  return times.includes(localTime.slice(11)) && days.includes(day === 0 ? 7 : day);
}

/** Local times that the wall shows again within three hours. */
function findRepeated(zone: string, slots: readonly BruteSlot[]): ReadonlySet<string> {
  const wall = wallClock(zone);
  const isRepeated = ({ localTime, dueAt }: BruteSlot) => {
    for (let at = dueAt + TICK; at <= dueAt + 36 * TICK; at += TICK) if (wall(at) === localTime) return true;
    return false;
  };
  return new Set(slots.filter(isRepeated).map((slot) => slot.localTime));
}

function printTable(tallies: ReadonlyMap<string, Tally>): void {
  const columns = ['digests', 'slots', 'gaps', 'repeats', 'merged', 'late', 'missed', 'twice'] as const;
  say(['zone'.padEnd(24), ...columns.map((name) => name.padStart(8))].join(''));
  for (const [zone, tally] of tallies)
    say([zone.padEnd(24), ...columns.map((name) => String(tally[name]).padStart(8))].join(''));
}
