import type { SelectOption } from '../reply.ts';
import { SOURCE_POLICIES, type SourcePolicy } from '../services/settings.ts';
import type { Ask } from './command.ts';
import { languageName } from './language-option.ts';

/** A select holds so many (https://docs.discord.com/developers/components/reference#string-select). */
export const MOST_OPTIONS = 25;

/** What a server may do with state-controlled outlets, and what each choice does. */
export function policyOptions({ words: { sources } }: Ask, chosen: SourcePolicy): readonly SelectOption[] {
  return SOURCE_POLICIES.map((value) => {
    const { name: label, does: description } = sources.policies[value];
    return { label, description, value, selected: value === chosen };
  });
}

/** The offered languages by their names, at most `max`. */
export function languageOptions(ask: Ask, max: number = MOST_OPTIONS): readonly SelectOption[] {
  return ask.services.languages.slice(0, max).map((tag) => ({ label: languageName(tag, ask.locale), value: tag }));
}
