import type { MarkedBlock } from '../clean.ts';

/** A feed's text of this many characters is an article, whatever it says at its end. */
const LONG_CHARS = 2_500;
/** From here on, in several paragraphs or in one, a text that does not say that it goes on is whole. */
const FULL = { chars: 600, paragraphs: 3 } as const;
const FULL_IN_ONE_CHARS = 1_200;
/** One character of Chinese or Japanese says as much as two or three letters. */
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
const DENSE_WORTH = 2.5;

/** How a feed says that the text goes on elsewhere: at the end of the text, or as its last line. */
const CUT_END = /(?:…|\.\.\.|\[\s*(?:…|\.{3})\s*\]|&hellip;|»|→|>>)\s*$/u;
const GOES_ON =
  /(?:read (?:more|on|the (?:full|rest|whole))|continue reading|full (?:story|article|text)|keep reading|the post .{1,300} appeared first on|lire (?:la suite|l[’']article|plus)|en savoir plus|l[’']article .{1,300} est apparu en premier|weiterlesen|mehr lesen|zum (?:artikel|ganzen)|vollständigen? artikel|der beitrag .{1,300} erschien zuerst|leer m[áa]s|seguir leyendo|sigue leyendo|la entrada .{1,300} se publicó primero|leggi (?:tutto|l[’']articolo|di più|anche)|continua a leggere|leia mais|continue lendo|saiba mais|lees (?:meer|verder)|läs mer|les mer|læs mere|lue lisää|czytaj (?:więcej|dalej)|читать (?:далее|полностью)|подробнее|читати далі|devamını oku|続きを読む|全文|阅读更多|더 보기|اقرأ المزيد)[\s\p{P}\p{S}]*$/iu;

/**
 * Whether a feed gives an item's whole text, so that its page need not be read: a long text; or one of some length that does not
 * end in dots or in words such as "Read more". Erring towards no costs one request for a page.
 */
export function isWholeText(blocks: readonly MarkedBlock[]): boolean {
  const paragraphs = paragraphsOf(blocks);
  const chars = worthOf(paragraphs.join(' '));
  if (chars >= LONG_CHARS) return !CUT_END.test(paragraphs.at(-1) ?? '');
  if (isCutText(blocks)) return false;
  return chars >= FULL_IN_ONE_CHARS || (chars >= FULL.chars && paragraphs.length >= FULL.paragraphs);
}

/** Whether a text says at its end that it goes on elsewhere. */
export function isCutText(blocks: readonly MarkedBlock[]): boolean {
  const last = paragraphsOf(blocks).at(-1) ?? '';
  return CUT_END.test(last) || GOES_ON.test(last.slice(-400));
}

function paragraphsOf(blocks: readonly MarkedBlock[]): readonly string[] {
  return blocks.filter(({ kind }) => kind === 'paragraph').map(({ text }) => text.trim());
}

/** How much a text says, in letters of an alphabet. */
export function worthOf(text: string): number {
  return text.length + (DENSE_WORTH - 1) * (text.match(DENSE)?.length ?? 0);
}
