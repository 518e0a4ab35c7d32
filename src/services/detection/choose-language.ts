import type { Inference } from '../../data/article-store.ts';
import { baseLanguage } from '../languages.ts';
import { areKin } from '../written-language.ts';
import { readDeclaredLanguage } from './declared-language.ts';
import type { Detected } from './detected.ts';

/** From here on 99.5 % of what is detected is right, titles and openings of five words included (docs/decisions/languages.md). */
export const TRUSTED_CONFIDENCE = 0.5;

export type LanguageEvidence = {
  /** As written, the nearest to the text first: item, page, feed. */
  declared: readonly (string | null)[];
  /** Of the title and text; null where nothing was asked. */
  detected: Detected | null;
  /** Where neither says enough, such as what the same feed's other articles are in. Default: und. */
  otherwise?: string;
};

export type ChosenLanguage = {
  /** BCP 47; `und` where nothing tells. */
  language: string;
  /** Set where the source did not say it, or said otherwise. */
  inferred: Inference | null;
};

/**
 * The language of an article. What is declared counts, the nearest first; a text that is surely in another language and in none
 * that is written like it refutes its declaration (the template's "en-US" over a French text). Without a declaration detection
 * counts from TRUSTED_CONFIDENCE on.
 */
export function chooseLanguage({ declared, detected, otherwise = 'und' }: LanguageEvidence): ChosenLanguage {
  const tags = declared.map(readDeclaredLanguage).filter((tag) => tag !== null);
  const [first] = tags;
  const found = detected?.language ?? null;
  if (first !== undefined) {
    if (found === null || !detected?.isSure || isLike(first, found)) return stated(refine(first, found));
    const agreeing = tags.find((tag) => isLike(tag, found));
    if (agreeing !== undefined) return stated(refine(agreeing, found));
    return inferred(found, `The source declares ${nameOf(first)}, but the text is in ${nameOf(found)}.`);
  }
  if (found !== null && detected !== null && detected.confidence >= TRUSTED_CONFIDENCE)
    return inferred(found, `The source declares no language; the text is in ${nameOf(found)}.`);
  if (otherwise !== 'und')
    return inferred(
      otherwise,
      'The source declares no language, and the text is too short to tell: it is taken for the language of the rest of its feed.',
    );
  if (found === null) return stated('und');
  return inferred(found, `The source declares no language; the text is short, and probably in ${nameOf(found)}.`);
}

function stated(language: string): ChosenLanguage {
  return { language, inferred: null };
}

function inferred(language: string, ground: string): ChosenLanguage {
  return { language, inferred: { field: 'language', ground } };
}

function isLike(one: string, other: string): boolean {
  return areKin(baseLanguage(one), baseLanguage(other));
}

/** "zh" alone does not say which characters; the text does. */
function refine(declared: string, found: string | null): string {
  return declared === 'zh' && found === 'zh-Hant' ? found : declared;
}

function nameOf(tag: string): string {
  return new Intl.DisplayNames('en', { type: 'language' }).of(tag) ?? tag;
}
