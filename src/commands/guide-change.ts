import { UserError } from '../errors.ts';
import { findZone } from '../services/digests/calendar.ts';
import { isSameLanguage } from '../services/languages.ts';
import type { Draft } from '../services/onboarding/draft.ts';
import { starterFeeds } from '../services/onboarding/starter-feeds.ts';
import { EVERY_DAY } from './digest-options.ts';
import { AS_GIVEN } from './guide-options.ts';

/** Posted at another hour (HH:MM), or as it was given. In place of a cron expression: every day. Throws UserError bad-time. */
export function withTime(draft: Draft, time: string): Draft {
  if (time === AS_GIVEN) return draft;
  if (!/^\d\d:\d\d$/.test(time)) throw new UserError('bad-time', { value: time.slice(0, 40) });
  const days = draft.order.cron === null ? draft.order.days : [...EVERY_DAY];
  return { ...draft, order: { ...draft.order, times: [time], days, cron: null } };
}

/** By the clock of another zone. Throws UserError unknown-zone. */
export function withZone(draft: Draft, typed: string): Draft {
  const zone = findZone(typed);
  if (zone === undefined) throw new UserError('unknown-zone', { value: typed.slice(0, 40) });
  return { ...draft, order: { ...draft.order, zone } };
}

/** The starter feeds that are chosen now, in place of those that were; addresses of the manager's own stay. */
export function withStarters(draft: Draft, urls: readonly string[]): Draft {
  const starters = starterFeeds();
  const own = draft.feeds.filter(({ url }) => !starters.some((one) => one.url === url));
  const chosen = starters.filter(({ url }) => urls.includes(url)).map(({ url, name }) => ({ url, title: name }));
  return { ...draft, feeds: [...chosen, ...own] };
}

/** One more address of the manager's own. */
export function withFeed(draft: Draft, { url, title }: { url: string; title: string | null }): Draft {
  return { ...draft, feeds: [...draft.feeds.filter((one) => one.url !== url), { url, title }] };
}

/** In another language; a second one that is the same goes. */
export function withLanguage(draft: Draft, language: string): Draft {
  const { secondLanguage: second } = draft.order;
  const secondLanguage = second !== null && isSameLanguage(second, language) ? null : second;
  return { ...draft, order: { ...draft.order, language, secondLanguage } };
}
