import { baseLanguage } from './languages.ts';
import type { SummaryLength } from './summaries-text.ts';

/** Words are runs of letters or digits: "l'Otan" is two, so that no other way of counting finds more. */
export const MAX_EXTRACT_WORDS: Record<SummaryLength, number> = { 'one-line': 60, short: 60, detailed: 120 };
export const MAX_EXTRACT_SENTENCES: Record<SummaryLength, number> = { 'one-line': 1, short: 3, detailed: 6 };

/** Pronouns: among the first words of a sentence they point at somebody named before it. */
const PRONOUNS: Readonly<Record<string, string>> = {
  fr: 'il elle ils elles ce cela ceci celui celle ceux celles lui eux leur leurs',
  en: 'he she it they him her his hers them their its this that these those',
  de: 'er sie es dies diese dieser dieses diesen diesem deren dessen ihn ihm ihr ihre ihren sein seine seinen',
  es: 'él ella ello ellos ellas esto eso este esta estos estas ese esa su sus',
  it: 'egli ella esso essa essi lui lei loro questo questa questi queste ciò suo sua suoi',
  pt: 'ele ela eles elas isso isto este esta esse essa seu sua seus suas',
  nl: 'hij zij ze het dit deze die hem haar hun zijn',
  ru: 'он она оно они это этот эта эти его её их ему ей им',
  uk: 'він вона воно вони це цей ця ці його її їх йому їй їм',
  pl: 'on ona ono oni one to ten ta ci te jego jej ich jemu',
};

/** Openings that carry on from the sentence before, with bars between. */
const CONNECTORS: Readonly<Record<string, string>> = {
  fr: 'mais|et|or|ainsi|enfin|cependant|toutefois|pourtant|donc|aussi|puis|ensuite|en outre|de plus|par ailleurs|qui plus est|quant|en effet|néanmoins|ces|cet|cette|son|sa|ses|au contraire|à ce sujet|dans ce contexte|du reste',
  en: 'but|and|so|however|moreover|furthermore|also|meanwhile|besides|instead|therefore|thus|yet|then|still|nevertheless|in addition|as a result|such',
  de: 'aber|und|doch|jedoch|zudem|außerdem|allerdings|deshalb|daher|dabei|damit|dennoch|auch|dann|so|darüber hinaus',
  es: 'pero|y|además|sin embargo|así|por tanto|también|entonces|asimismo|no obstante|por otra parte',
  it: 'ma|e|inoltre|tuttavia|così|quindi|anche|poi|infine|però|infatti',
  pt: 'mas|e|além|porém|assim|também|então|no entanto|por isso|todavia',
  nl: 'maar|en|ook|echter|bovendien|daarom|toch|dan|daarnaast',
  ru: 'но|и|а|также|однако|поэтому|кроме того|при этом|тем не менее',
  uk: 'але|і|й|а|також|однак|тому|крім того|при цьому',
  pl: 'ale|i|a|także|jednak|dlatego|ponadto|poza tym|oraz',
};

/** How far into a sentence a pronoun is looked for: "De plus, il a noté". */
const FIRST_WORDS = 3;

/** Whether a sentence leans on the one before: it opens with a pronoun or with a word that carries on. */
export function startsDangling(sentence: string, language: string): boolean {
  const base = baseLanguage(language);
  const first =
    sentence
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.slice(0, FIRST_WORDS) ?? [];
  const opening = `${first.join(' ')} `;
  const impersonal = base === 'fr' && /^il (?:y a|faut|s |convient)/.test(opening);
  if (impersonal) return false;
  const pronouns = (PRONOUNS[base] ?? '').split(' ');
  if (first.some((word, i) => pronouns.includes(word) && (i === 0 || !isNamedBefore(sentence)))) return true;
  return (CONNECTORS[base] ?? '').split('|').some((words) => words !== '' && opening.startsWith(`${words} `));
}

/** A name after the first word gives the pronoun its antecedent: "Interrogée, Anne Roy a dit qu'elle". */
function isNamedBefore(sentence: string): boolean {
  const [, ...rest] = sentence.match(/\p{L}+/gu)?.slice(0, FIRST_WORDS) ?? [];
  return rest.some((word) => /^\p{Lu}/u.test(word));
}
