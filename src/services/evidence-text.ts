/** Typography that a quotation may differ in and stay verbatim: quotation marks, apostrophes, kinds and runs of blanks. */
const SAME: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  ʼ: "'",
  '‛': "'",
  '′': "'",
  '`': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '«': '"',
  '»': '"',
};

const BLANK = /[\s\u00a0\u202f\u2009\u2007]/u;
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/u;
const WORDY = /[\p{L}\p{N}]/u;
/** Scripts that put no blank between words: there is no word to be cut. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/** `text` with its typography leveled; `at[i]` is where its i-th character stood. */
type Leveled = { text: string; at: readonly number[] };

function level(source: string): Leveled {
  let text = '';
  const at: number[] = [];
  let i = 0;
  for (const char of source) {
    const opened = text.endsWith('"') && (source[at.at(-1) ?? 0] ?? '') === '«';
    if (BLANK.test(char)) {
      // French sets a blank inside its guillemets, other typographies none.
      if (!text.endsWith(' ') && !opened) {
        text += ' ';
        at.push(i);
      }
    } else if (!INVISIBLE.test(char)) {
      if (char === '»' && text.endsWith(' ')) {
        text = text.slice(0, -1);
        at.pop();
      }
      const leveled = SAME[char] ?? char;
      text += leveled;
      for (let unit = 0; unit < leveled.length; unit++) at.push(i + unit);
    }
    i += char.length;
  }
  return { text, at };
}

/** `text` with leveled typography and without blanks around it: for comparing two texts, never for showing one. */
export function levelTypography(text: string): string {
  return level(text).text.trim();
}

/**
 * The words of `paragraph` that `quote` repeats, sliced from the paragraph itself; undefined when it does not hold them.
 * Only typography may differ, and no word or number may be cut: "possible" is not found in "impossible", nor "5 %" in "1,5 %".
 */
export function findVerbatim(quote: string, paragraph: string): string | undefined {
  const wanted = levelTypography(quote.normalize('NFC'));
  if (wanted === '') return undefined;
  const { text, at } = level(paragraph);
  for (let from = text.indexOf(wanted); from >= 0; from = text.indexOf(wanted, from + 1)) {
    const to = from + wanted.length;
    if (cutsWord(text, from) || cutsWord(text, to)) continue;
    const start = at[from] ?? 0;
    return paragraph.slice(start, at[to] ?? paragraph.length).trim();
  }
  return undefined;
}

/** Whether a cut before `index` would part a word or a number. */
function cutsWord(text: string, index: number): boolean {
  const before = text[index - 1] ?? '';
  const after = text[index] ?? '';
  if (WORDY.test(before) && WORDY.test(after)) return !(UNSPACED.test(before) && UNSPACED.test(after));
  const around = text.slice(Math.max(0, index - 2), index + 2);
  return /\d[.,' ]\d/.test(around) || /^[-−]\d/.test(text.slice(index - 1, index + 1));
}

const QUOTATIONS = [
  /«\s*([^«»]+?)\s*»/gu,
  /[“„]([^“”„]+?)[”“]/gu,
  /"([^"]+?)"/gu,
  /[「『]([^「」『』]+?)[」』]/gu,
  /(?<![\p{L}\p{N}])[‘‚]([^‘’]+(?:’\p{L}[^‘’]*)*)[’‘](?![\p{L}\p{N}])/gu,
  /(?<![\p{L}\p{N}])'([^']+(?:'\p{L}[^']*)*)'(?![\p{L}\p{N}])/gu,
];

/** What stands in quotation marks in a text, without the marks. */
export function findQuotations(text: string): readonly string[] {
  // A straight mark too many pairs the next ones wrongly: what is between two quotations may be a comma.
  return QUOTATIONS.flatMap((pattern) => Array.from(text.matchAll(pattern), ([, inner = '']) => inner)).filter(
    (inner) => WORDY.test(inner),
  );
}

/** Whether a text holds a quotation mark: half of a quotation is evidence of one too. */
export function hasQuotationMark(text: string): boolean {
  return /[«»“”„"「」『』]|(?<![\p{L}\p{N}])[‘']|[’'](?![\p{L}\p{N}])/u.test(text);
}

/** Zeros of the decimal digits that news is printed in, beside ASCII: Arabic, Persian, Devanagari, Bengali, Thai, full width. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10];

/** `text` with the digits of other scripts as ASCII digits, so that one pattern reads them all. */
export function toAsciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = ZEROS.find((start) => code >= start && code < start + 10);
    return zero === undefined ? digit : String(code - zero);
  });
}
