import { baseLanguage } from './languages.ts';

/** Abbreviations that a capital may follow, by language, without their last point. Titles and months above all. */
const ABBREVIATIONS: Readonly<Record<string, string>> = {
  '': 'Dr Prof St vs etc cf No Nr Mr Mrs Ms Jr Sr',
  fr: 'M MM Mme Mmes Mlle Me Mgr Dr Pr St Ste av apr J.-C art p pp vol éd env adj gén col lt cap janv févr juill sept oct nov déc av tél',
  en: 'Gen Col Lt Capt Sgt Maj Adm Sen Rep Gov Rev Hon Pres Jan Feb Aug Sept Oct Nov Dec Co Corp Inc Ltd Ave Blvd Rd Mt Ft approx a.m p.m U.S U.K U.N E.U e.g i.e',
  de: 'Hr Fr Bd bzw ca d.h evtl ggf Hrsg inkl Jh Mio Mrd Nr Str u.a usw v.a vgl z.B z.T Abs Art Jan Feb Aug Sept Okt Nov Dez',
  es: 'Sr Sra Sres Dr Dra D Dña Ud Uds Lic Ing Gral EE.UU EE núm pág aprox',
  it: 'Sig Sig.ra Dott Dott.ssa Avv Ing On Gen ecc pag',
  pt: 'Sr Sra Dr Dra Exmo D Av Gen pág núm',
  nl: 'dhr mevr drs mr ir ing prof bv enz nr blz ca',
  pl: 'dr prof inż mgr ul al im np tzw św gen płk godz r wyd',
  ru: 'г гг ул им т.е т.д т.п тыс млн млрд руб ген',
  uk: 'м вул ім р рр тис млн млрд грн ген',
};

/** Languages that write an ordinal as a number and a point, with a capital after it often enough ("31. Mai"). */
const POINT_ORDINALS = new Set(['de', 'da', 'nb', 'nn', 'no', 'fi', 'pl', 'cs', 'sk', 'hr', 'sl', 'hu', 'et', 'lv']);

/** Closing marks that open the next segment belong to the sentence before: "fin. » Suite". */
const CLOSERS = /^[\s]*[»”’"')\]]+(?=[\s.,;:!?…]|$)/u;

/**
 * The sentences of a text, in order, each a verbatim slice of it without the blanks around. Never joins over a line feed.
 * Unicode's segmentation (UAX 29) with repairs: closing guillemets, abbreviations, initials, ordinals, a lower-case sequel.
 */
export function splitSentences(text: string, language: string): readonly string[] {
  return text.split(/\r?\n/).flatMap((line) => splitLine(line, language));
}

function splitLine(line: string, language: string): readonly string[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
  const base = baseLanguage(language);
  const ends: number[] = [];
  let start = 0;
  for (const { segment, index } of segmenter.segment(line)) {
    if (index > 0) {
      const end = index + closersBefore(line.slice(start, index), segment);
      if (end > start && !continues(line.slice(start, end), line.slice(end), base)) {
        ends.push(end);
        start = end;
      }
    }
  }
  return [...ends, line.length].map((end, i) => line.slice(ends[i - 1] ?? 0, end).trim()).filter((one) => one !== '');
}

/** How many characters of the next segment close the sentence before it. */
function closersBefore(before: string, next: string): number {
  const closing = CLOSERS.exec(next)?.[0] ?? '';
  // A straight mark opens as often as it closes: it closes only what is open.
  if (closing.includes('"') && before.split('"').length % 2 === 1) return 0;
  return closing.length;
}

function continues(before: string, after: string, language: string): boolean {
  const said = before.trimEnd();
  const next = after.trimStart();
  if (next === '' || said === '') return true;
  // Also after a closed quotation: "« Non ! » a-t-il dit".
  if (/^\p{Ll}/u.test(next) && !/[。！？]$/u.test(said)) return true;
  if (/^[,;:…]/u.test(next)) return true;
  if (!said.endsWith('.')) return false;
  const word = /(?:^|[\s(«“"'’-])([^\s(«“"'’]+)\.$/u.exec(said)?.[1] ?? '';
  if (/^\p{Lu}$/u.test(word) || /^(?:\p{Lu}\.-?)+\p{Lu}$/u.test(word)) return !endsSentence(word, next);
  if (POINT_ORDINALS.has(language) && /^\d{1,2}$/.test(word)) return true;
  return isAbbreviation(word, language);
}

/** An acronym may end a sentence ("in the U.S. He left"): it does when a common opener follows. */
function endsSentence(word: string, next: string): boolean {
  return word.includes('.') && /^(?:The|A|An|He|She|It|They|But|And|In|On|At|This|That)\s/u.test(next);
}

const sets = new Map<string, ReadonlySet<string>>();

function isAbbreviation(word: string, language: string): boolean {
  let set = sets.get(language);
  if (!set) {
    set = new Set(`${ABBREVIATIONS['']} ${ABBREVIATIONS[language] ?? ''}`.split(' '));
    sets.set(language, set);
  }
  return set.has(word);
}
