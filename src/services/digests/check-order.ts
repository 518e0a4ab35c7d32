import { foldText } from '../../data/analyzer.ts';
import { UserError } from '../../errors.ts';
import { isSameLanguage } from '../languages.ts';
import { findZone, parseCron } from './calendar.ts';
import { type DigestOrder, LATE_HOURS, MAX_TOPICS } from './digests.ts';
import { TOPIC_CHARS } from './topics-title.ts';

const HOUR_MS = 3_600_000;

/**
 * The order in its normal form: sorted times and days, the zone's own spelling, the cron expression as it is stored.
 * Throws UserError bad-time, bad-days, bad-cron, unknown-zone, bad-option, bad-topics or same-language.
 */
export function checkOrder(order: DigestOrder): DigestOrder {
  const zone = findZone(order.zone);
  if (zone === undefined) throw new UserError('unknown-zone', { value: order.zone.slice(0, 40) });
  checkLanguages(order);
  if (!(order.lateLimitMs > 0 && order.lateLimitMs <= LATE_HOURS.most * HOUR_MS))
    throw new UserError('bad-option', { option: 'late-hours' });
  const topics = checkTopics(order.topics);
  return { ...order, ...checkSchedule(order), zone, topics, muted: checkTopics(order.muted) };
}

function checkSchedule({ cron, times, days }: DigestOrder): Pick<DigestOrder, 'cron' | 'times' | 'days'> {
  if (cron !== null) return { cron: parseCron(cron), times: [], days: [] };
  const wrong = times.find((time) => !/^([01]\d|2[0-3]):[0-5]\d$/.test(time));
  if (wrong !== undefined || times.length === 0) throw new UserError('bad-time', { value: wrong ?? '' });
  const isDay = (day: number) => Number.isInteger(day) && day >= 1 && day <= 7;
  if (days.length === 0 || !days.every(isDay)) throw new UserError('bad-days', { value: days.join(', ') });
  return {
    cron,
    times: [...new Set(times)].toSorted(),
    days: [...new Set(days)].toSorted((a, b) => a - b),
  };
}

function checkLanguages({ language, secondLanguage }: DigestOrder): void {
  if (secondLanguage !== null && isSameLanguage(secondLanguage, language))
    throw new UserError('same-language', { language });
}

/** Trimmed, none twice. */
function checkTopics(topics: readonly string[]): readonly string[] {
  const byFold = new Map<string, string>();
  for (const topic of topics.map((one) => one.trim().replaceAll(/\s+/g, ' '))) {
    const isGood = topic.length <= TOPIC_CHARS && /[\p{L}\p{N}]/u.test(topic);
    if (!isGood) throw badTopics(topic);
    if (!byFold.has(foldText(topic))) byFold.set(foldText(topic), topic);
  }
  const kept = [...byFold.values()];
  if (kept.length > MAX_TOPICS) throw badTopics(kept[MAX_TOPICS] ?? '');
  return kept;
}

function badTopics(topic: string): UserError {
  return new UserError('bad-topics', { value: topic.slice(0, TOPIC_CHARS), max: MAX_TOPICS, maxChars: TOPIC_CHARS });
}
