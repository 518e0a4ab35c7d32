import { Cron } from 'croner';
import { UserError } from '../../errors.ts';
import { DAY_MS, type DayPattern, MINUTE_MS } from './day-pattern.ts';

/** A digest each hour is the most that a channel is spared. */
const MOST_A_DAY = 24;
const MAX_CHARS = 100;
const SHOWN_CHARS = 60;
/** A croner object holds some 80 KB, so few are kept; what was learned from one is small. */
const MOST_CRONS = 32;
const MOST_PATTERNS = 2000;
const MOST_DAYS = 32;
const crons = new Map<string, Cron>();
const patterns = new Map<string, DayPattern>();

/**
 * A five-field cron expression as it is stored: capitals, one space between fields, names such as @daily written out.
 * Throws UserError bad-cron for what croner does not read, seconds, years, more than 24 times on one day, or no day ever.
 */
export function parseCron(text: string): string {
  const fault = (reason: 'too-often' | 'never') =>
    new UserError('bad-cron', { value: text.trim().slice(0, SHOWN_CHARS), reason });
  const expression = normalizeCron(text);
  const { minutes } = readCron(expression);
  if (minutes.length > MOST_A_DAY) throw fault('too-often');
  if (minutes.length === 0) throw fault('never');
  return expression;
}

/**
 * The calendar of an expression that parseCron gave. croner reads it as though in UTC, a calendar without clock changes:
 * those follow the rule for every schedule, not croner's own. Throws UserError bad-cron when it is none.
 */
export function readCron(expression: string): DayPattern {
  return keep(patterns, expression, { most: MOST_PATTERNS, make: () => makePattern(expression) });
}

function makePattern(expression: string): DayPattern {
  const first = findRun(cronOf(expression), 0);
  const days = new Map<number, number | null>();
  return {
    minutes: first === null ? [] : listMinutes(cronOf(expression), first),
    findDay(from) {
      const make = () => {
        const run = findRun(cronOf(expression), from * DAY_MS);
        return run === null ? null : Math.floor(run / DAY_MS);
      };
      return keep(days, from, { most: MOST_DAYS, make });
    },
  };
}

/** The minutes of the day that has a run, one more than allowed at most: who asks only needs to know that they are too many. */
function listMinutes(cron: Cron, firstRun: number): readonly number[] {
  const midnight = Math.floor(firstRun / DAY_MS) * DAY_MS;
  const minutes: number[] = [];
  for (let run: number | null = firstRun; run !== null && run < midnight + DAY_MS; run = findRun(cron, run + 1000)) {
    minutes.push((run - midnight) / MINUTE_MS);
    if (minutes.length > MOST_A_DAY) break;
  }
  return minutes;
}

/** The first run at a wall time or after it. croner works in whole seconds and leaves out the one it is given. */
function findRun(cron: Cron, wall: number): number | null {
  return cron.nextRun(new Date(wall - 1000))?.getTime() ?? null;
}

function normalizeCron(text: string): string {
  const tidy = text.trim().replace(/\s+/g, ' ').toUpperCase();
  // croner takes a text with a colon for a date.
  if (tidy.length > MAX_CHARS || tidy.includes(':')) throw badForm(text);
  return cronOf(tidy).getPattern() ?? tidy;
}

function cronOf(expression: string): Cron {
  const make = () => {
    try {
      return new Cron(expression, { mode: '5-part', utcOffset: 0 });
    } catch (cause) {
      throw badForm(expression, { cause });
    }
  };
  return keep(crons, expression, { most: MOST_CRONS, make });
}

function badForm(text: string, options?: ErrorOptions): UserError {
  return new UserError('bad-cron', { value: text.trim().slice(0, SHOWN_CHARS), reason: 'form' }, options);
}

/** What a map holds for a key, made when it is not there; the oldest goes when the map is full. */
function keep<Key, Value>(map: Map<Key, Value>, key: Key, { most, make }: { most: number; make(): Value }): Value {
  const held = map.get(key);
  if (held !== undefined) return held;
  const made = make();
  const oldest = map.keys().next();
  if (map.size >= most && !oldest.done) map.delete(oldest.value);
  map.set(key, made);
  return made;
}
