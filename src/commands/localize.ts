import { type Locale, type Words, wordsFor } from '../words/words.ts';

type Label = { name: string; description: string };
/** Discord's names for our languages beside English (https://docs.discord.com/developers/reference#locales). */
const DISCORD_LOCALES = { fr: 'fr', de: 'de', 'es-ES': 'es', 'es-419': 'es' } as const satisfies Record<string, Locale>;
type Localizations = Partial<Record<keyof typeof DISCORD_LOCALES, string>>;

/** Name and description of a command or option for Discord: English as the base, our other languages as localizations. */
export function localize(pick: (words: Words) => Label) {
  const { name, description } = pick(wordsFor('en'));
  return {
    name,
    name_localizations: translateText((words) => pick(words).name),
    description,
    description_localizations: translateText((words) => pick(words).description),
  };
}

/** The name alone, as a command in the menu of a message has it. */
export function localizeName(pick: (words: Words) => string) {
  return { name: pick(wordsFor('en')), name_localizations: translateText(pick) };
}

/** The same for a choice, which has a value and no description. */
export function localizeChoice(value: string, pick: (words: Words) => string) {
  return { name: pick(wordsFor('en')), name_localizations: translateText(pick), value };
}

function translateText(pick: (words: Words) => string): Localizations {
  return Object.fromEntries(
    Object.entries(DISCORD_LOCALES).map(([theirs, locale]) => [theirs, pick(wordsFor(locale))]),
  );
}
