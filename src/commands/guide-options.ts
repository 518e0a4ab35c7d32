import { type SelectOption, startSentence } from '../reply.ts';
import type { FollowedFeed } from '../services/feeds/feeds.ts';
import type { Draft } from '../services/onboarding/draft.ts';
import { starterFeeds } from '../services/onboarding/starter-feeds.ts';
import { listZones, type ZoneMatch } from '../services/zones.ts';
import { grammarOf } from '../words/formats.ts';
import type { Ask } from './command.ts';
import { dayName, describeDays, describeWhen, EVERY_DAY } from './digest-options.ts';
import { languageName } from './language-option.ts';
import { MOST_OPTIONS } from './select-options.ts';
import { zoneOption } from './settings-zone.ts';

/** What a draft was given that no list has: chosen, it stays as it is. */
export const AS_GIVEN = 'given';
/** By the half hour in the morning, then by the hour. */
const TIMES = [
  ...[6, 7, 8, 9].flatMap((hour) => [`0${hour}:00`, `0${hour}:30`]),
  ...Array.from({ length: 14 }, (_, i) => `${10 + i}:00`),
];

/** Hours of the day; first what was given where that is none of them. */
export function timeOptions(ask: Ask, { order }: Draft): readonly SelectOption[] {
  const [time, ...others] = order.times;
  const chosen = order.cron === null && others.length === 0 && time !== undefined && TIMES.includes(time);
  const given =
    order.cron === null ? ask.words.guide.at(grammarOf(ask.locale).list(order.times)) : describeWhen(ask, order);
  const listed = TIMES.map((one) => ({
    label: startSentence(ask.words.guide.at(one)),
    value: one,
    selected: chosen && one === time,
  }));
  return chosen ? listed : [{ label: startSentence(given), value: AS_GIVEN, selected: true }, ...listed];
}

/** Every day, the days of work, one day a week; first what was given where that is none of them. */
export function dayOptions(ask: Ask, { order }: Draft): readonly SelectOption[] {
  const wanted = order.days.join('-');
  const sets = [EVERY_DAY, EVERY_DAY.slice(0, 5), ...EVERY_DAY.map((day) => [day])];
  const options = sets.map((days) => ({
    label: startSentence(
      days.length === 1 ? ask.words.digest.weekly(dayName(days[0] ?? 1, ask.locale, 'long')) : describeDays(ask, days),
    ),
    value: days.join('-'),
    selected: days.join('-') === wanted,
  }));
  if (options.some(({ selected }) => selected)) return options;
  return [{ label: startSentence(describeDays(ask, order.days)), value: AS_GIVEN, selected: true }, ...options];
}

/** The zones near who asks and those of large cities, or the places that a city's name may mean. */
export function zoneOptions(ask: Ask, { order }: Draft, places?: readonly ZoneMatch[]): readonly SelectOption[] {
  const listed = places ?? listZones({ locale: ask.userLocale, chosen: order.zone });
  return listed.map((one) => ({
    ...zoneOption(ask, one),
    selected: places === undefined && one.zone === order.zone,
  }));
}

/** Starter feeds in the digest's languages first, without those that the server follows. */
export function feedOptions(ask: Ask, draft: Draft, followed: readonly FollowedFeed[]): readonly SelectOption[] {
  const { language, secondLanguage } = draft.order;
  const known = new Set(followed.map(({ url }) => url));
  const chosen = new Set(draft.feeds.map(({ url }) => url));
  const languages = [language, ...(secondLanguage === null ? [] : [secondLanguage]), ask.locale];
  const offered = starterFeeds(languages).filter(({ url }) => !known.has(url));
  const [first, rest] = [offered.slice(0, MOST_OPTIONS), offered.slice(MOST_OPTIONS)];
  const late = rest.filter(({ url }) => chosen.has(url));
  // What is chosen is always seen: it stands in the places of the last ones that are not.
  const kept = first.filter(({ url }, i) => chosen.has(url) || i < MOST_OPTIONS - late.length);
  return [...kept, ...late].slice(0, MOST_OPTIONS).map(({ name, url, language: own }) => ({
    label: name,
    description: `${languageName(own, ask.locale)} · ${new URL(url).hostname}`,
    value: url,
    selected: chosen.has(url),
  }));
}
