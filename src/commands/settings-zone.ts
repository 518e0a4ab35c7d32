import * as z from 'zod';
import { type Button, type Form, type Reply, type SelectOption, textBlock } from '../reply.ts';
import { describeZone, listZones, resolveZone, searchZones, type ZoneMatch } from '../services/zones.ts';
import { type Ask, opening } from './command.ts';

/** Longer than any city's name. */
const CITY_CHARS = 60;

/** Opens the form in which a city is searched; sent, it calls `find-zone`. */
export const searchZone = opening({
  input: z.tuple([]),
  requires: 'ManageGuild',
  open: (_input, { words: { settings } }): Form => ({
    title: settings.names.zone,
    action: { command: 'settings', action: 'find-zone', args: [] },
    fields: [{ kind: 'text', label: settings.city, maxLength: CITY_CHARS, isRequired: true }],
  }),
});

/** The zone that is called just that, or is the only one found; undefined where somebody has to choose, or none is found. */
export function settleZone({ userLocale: locale }: Ask, typed: string): string | undefined {
  const found = searchZones(typed, { locale });
  return resolveZone(typed, locale) ?? (found.length === 1 ? found[0]?.zone : undefined);
}

/** The zones that somebody may have meant, to choose among; undefined where there is none. */
export function offerZones(ask: Ask, typed: string): Reply | undefined {
  const { settings: words, contests } = ask.words;
  const found = searchZones(typed, { locale: ask.userLocale });
  if (found.length === 0) return undefined;
  const options = found.map((one) => zoneOption(ask, one));
  const back = { label: contests.settings, action: { command: 'settings', action: 'show', args: [] } };
  return {
    accent: 'notice',
    blocks: [
      textBlock(words.whichPlace(typed)),
      {
        kind: 'select',
        select: {
          placeholder: `${words.city}…`,
          action: { command: 'settings', action: 'set', args: ['zone'] },
          options,
        },
      },
      { kind: 'buttons', buttons: [searchButton(ask), back] },
    ],
  };
}

/** Opens the form in which a city is searched. */
export function searchButton({ words }: Ask): Button {
  return { label: words.settings.search, action: { command: 'settings', action: 'search-zone', args: [] } };
}

/** The zones that a select offers beside none: the chosen one, those near the reader, then large cities. */
export function zoneOptions(ask: Ask, chosen: string | null): readonly SelectOption[] {
  return listZones({ locale: ask.userLocale, chosen }).map((one) => zoneOption(ask, one));
}

/** A zone as a line of a select: its place, with the country and the hours from UTC. */
export function zoneOption({ userLocale: locale, now }: Ask, { zone, place }: ZoneMatch): SelectOption {
  return { label: place, value: zone, description: describeZone(zone, { locale, now }) };
}
