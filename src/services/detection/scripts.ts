/** Scripts that one language of the news is written in: they need no detector. By ISO 15924 code of the script. */
const ONE_LANGUAGE: Readonly<Record<string, string>> = {
  Hangul: 'ko',
  Greek: 'el',
  Hebrew: 'he',
  Thai: 'th',
  Georgian: 'ka',
  Armenian: 'hy',
  Myanmar: 'my',
  Khmer: 'km',
  Lao: 'lo',
  Tibetan: 'bo',
  Sinhala: 'si',
  Tamil: 'ta',
  Telugu: 'te',
  Kannada: 'kn',
  Malayalam: 'ml',
  Gujarati: 'gu',
  Gurmukhi: 'pa',
  Oriya: 'or',
  Bengali: 'bn',
  Ethiopic: 'am',
};

/** Scripts of several languages: the detector decides among those. */
const SHARED = ['Latin', 'Cyrillic', 'Arabic', 'Devanagari'] as const;
const IDEOGRAPHIC = ['Han', 'Hiragana', 'Katakana'] as const;

const SCRIPTS = [...SHARED, ...IDEOGRAPHIC, ...Object.keys(ONE_LANGUAGE)].map((name) => ({
  name,
  pattern: new RegExp(`\\p{sc=${name}}`, 'gu'),
}));

/** An ideograph says as much as some letters do: Latin names weigh less among them than their letters are many. */
const IDEOGRAPH_WEIGHT = 3;
/** Japanese has a syllable in five characters at least, but for names of bodies. */
const KANA_SHARE = 0.05;

/** Characters that only one of the two ways of writing Chinese has, from the commonest words of the news. */
const SIMPLIFIED = /[们这国为会个来时说对发经动过还进学现关问实体业东间见门车长开战报选举总统乌俄华尔联]/gu;
const TRADITIONAL = /[們這國為會個來時說對發經動過還進學現關問實體業東間見門車長開戰報選舉總統烏華爾聯]/gu;

export type ScriptReading = {
  /** The script that most of the text is in, by its Unicode name; null for a text without letters. */
  script: string | null;
  /** Its characters in the text. */
  letters: number;
  /** The language, where the script tells it. */
  language: string | null;
};

/** Which script a text is in, and the language where that is enough to know it. */
export function readScript(text: string): ScriptReading {
  const counts = new Map(SCRIPTS.map(({ name, pattern }) => [name, text.match(pattern)?.length ?? 0]));
  const [han = 0, hiragana = 0, katakana = 0] = IDEOGRAPHIC.map((name) => counts.get(name));
  const kana = hiragana + katakana;
  const ideographs = { letters: han + kana, weight: (han + kana) * IDEOGRAPH_WEIGHT };
  for (const name of IDEOGRAPHIC) counts.delete(name);
  const [first] = [...counts].toSorted(([, a], [, b]) => b - a);
  const [name, letters] = first ?? ['Latin', 0];
  const hangul = counts.get('Hangul') ?? 0;
  if (hangul > 0 && hangul >= ideographs.letters / 2 && hangul * IDEOGRAPH_WEIGHT >= letters)
    return { script: 'Hangul', letters: hangul, language: 'ko' };
  if (ideographs.weight > letters) {
    const isJapanese = kana > 0 && kana >= KANA_SHARE * ideographs.letters;
    return { script: 'Han', letters: ideographs.letters, language: isJapanese ? 'ja' : readChinese(text) };
  }
  return letters === 0
    ? { script: null, letters: 0, language: null }
    : { script: name, letters, language: ONE_LANGUAGE[name] ?? null };
}

function readChinese(text: string): string {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return count(TRADITIONAL) > count(SIMPLIFIED) ? 'zh-Hant' : 'zh';
}

/** The text without the words of other alphabets among its own: a Latin name in a Russian title. */
export function keepScript(text: string, script: string): string {
  return text.replace(/[\p{L}\p{M}]+/gu, (word) => (isOf(word, script) ? word : ' '));
}

const patterns = new Map(SHARED.map((name): [string, RegExp] => [name, new RegExp(`\\p{sc=${name}}`, 'u')]));

function isOf(word: string, script: string): boolean {
  return patterns.get(script)?.test(word) ?? true;
}
