import { type APIApplicationCommandStringOption, ApplicationCommandOptionType } from 'discord.js';
import * as z from 'zod';
import { UserError } from '../errors.ts';
import type { Ask, Choice } from './command.ts';
import { displayName, grammarOf } from '../words/formats.ts';
import { LOCALES } from '../words/words.ts';
import { localize } from './localize.ts';

/** The option by which a member says what language to read in. */
export const languageOption: APIApplicationCommandStringOption = {
  ...localize((words) => words.commands.languageOption),
  type: ApplicationCommandOptionType.String,
  autocomplete: true,
};

/**
 * The language to answer in: the one given (and then remembered for the member), else the one they chose before, else
 * their Discord's where it is offered, else their server's default, else English. Throws UserError unknown-language.
 */
export async function readingLanguage(ask: Ask, given: string | undefined): Promise<string> {
  const { members, languages } = ask.services;
  if (given !== undefined && given.trim() !== '') {
    const language = parseLanguage(ask, given);
    await members.chooseLanguage(ask.userId, language);
    return language;
  }
  const chosen = await members.findLanguage(ask.userId);
  const own = findOffered(languages, chosen ?? '') ?? findOffered(languages, ask.userLocale);
  if (own !== undefined) return own;
  const { language: ofServer } = await ask.services.settings.read(ask.guildId ?? '');
  return findOffered(languages, ofServer ?? '') ?? findOffered(languages, 'en') ?? languages[0] ?? 'en';
}

/** An offered language from its tag or its name in itself or a language that we write. Throws UserError unknown-language. */
export function parseLanguage(ask: Ask, given: string): string {
  const typed = given.trim();
  const byTag = findOffered(ask.services.languages, typed);
  if (byTag) return byTag;
  const byName = ask.services.languages.find((tag) => namesOf(tag).some((name) => fold(name) === fold(typed)));
  if (byName) return byName;
  const known = ask.services.languages.map((tag) => languageName(tag, ask.locale));
  throw new UserError('unknown-language', { value: typed.slice(0, 40), known: grammarOf(ask.locale).either(known) });
}

/** A language's tag in a custom id: language, script, region (BCP 47). */
export const languageTag = z.string().regex(/^[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?$/i);

/** A language's name in a locale, such as "French" or "français". */
export function languageName(tag: string, locale: string): string {
  return displayName(locale, 'language', tag);
}

/** Choices for a language option: every offered language whose name begins as typed, in the member's own words. */
export function suggestLanguages(ask: Ask, typed: string): readonly Choice[] {
  return ask.services.languages
    .filter((tag) => [tag, ...namesOf(tag)].some((name) => fold(name).startsWith(fold(typed))))
    .map((tag) => ({ name: languageName(tag, ask.locale), value: tag }))
    .slice(0, 25);
}

function findOffered(languages: readonly string[], tag: string): string | undefined {
  return (
    languages.find((offered) => offered.toLowerCase() === tag.toLowerCase()) ??
    languages.find((offered) => baseOf(offered) === baseOf(tag))
  );
}

function namesOf(tag: string): string[] {
  return [...LOCALES, tag].map((locale) => languageName(tag, locale));
}

function baseOf(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? '';
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
