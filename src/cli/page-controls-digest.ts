import * as z from 'zod';
import type { Clock } from '../clock.ts';
import { type Database, openDatabase } from '../data/database.ts';
import { listDigests } from '../data/digest-store.ts';
import { findNextSlot, type Schedule } from '../services/digests/calendar.ts';

export type NextDigest = {
  /** Reads the digests from the database; epoch milliseconds of the first that is due, or null. */
  find(): Promise<number | null>;
  /** The same from what was read last. */
  known(): number | null;
  /** Reads again soon, and tells if the answer is another. */
  look(): void;
  stop(): Promise<void>;
};

/** After the due time: the bot has planned the slot by then. */
const AFTER_MS = 1000;
const LONGEST_WAIT_MS = 3_600_000;
const times = z.array(z.string());
const days = z.array(z.number());

/**
 * When the next digest of a server is due, from the bot's own database. One connection beside the bot's, which is another
 * process; it only reads, so it holds nobody up (write-ahead log). Ask only once the bot has made the file.
 */
export function createNextDigest(options: {
  databasePath: string;
  clock: Clock;
  guildId: string;
  tell(): void;
}): NextDigest {
  const { databasePath, clock, guildId, tell } = options;
  const ending = new AbortController();
  let alarm = new AbortController();
  let db: Promise<Database> | undefined;
  let schedules: readonly Schedule[] = [];
  let looking: Promise<void> | undefined;
  let isStale = false;

  const known = () => {
    const now = clock.now();
    const due = schedules.flatMap((schedule) => findNextSlot(schedule, now)?.dueAt ?? []);
    return due.length > 0 ? Math.min(...due) : null;
  };
  async function read(): Promise<void> {
    db ??= openDatabase(databasePath);
    const rows = await listDigests(await db, guildId);
    schedules = rows
      .filter((row) => row.state === 'active')
      .map((row) => ({
        times: times.parse(JSON.parse(row.times_json)),
        days: days.parse(JSON.parse(row.days_json)),
        zone: row.zone,
        cron: row.cron,
      }));
  }
  async function readWhileStale(): Promise<void> {
    try {
      while (isStale && !ending.signal.aborted) {
        isStale = false;
        const before = known();
        await read();
        if (known() !== before) tell();
      }
      watchDue();
    } catch {
      // No due time is shown; `find` reads again and says what is wrong.
      schedules = [];
      db = undefined;
    } finally {
      looking = undefined;
    }
  }
  /** A due time passes without a word when its digest has nothing to say. */
  function watchDue(): void {
    alarm.abort();
    alarm = new AbortController();
    const dueAt = known();
    if (dueAt === null || ending.signal.aborted) return;
    const waitMs = Math.min(dueAt - clock.now() + AFTER_MS, LONGEST_WAIT_MS);
    const passed = () => {
      tell();
      return watchDue();
    };
    clock.wait(waitMs, AbortSignal.any([alarm.signal, ending.signal])).then(passed, () => undefined);
  }
  return {
    async find() {
      await looking;
      await read();
      return known();
    },
    known,
    look() {
      isStale = true;
      looking ??= readWhileStale();
    },
    async stop() {
      ending.abort(new Error('The page was stopped'));
      await looking;
      await (await db)?.destroy();
    },
  };
}
