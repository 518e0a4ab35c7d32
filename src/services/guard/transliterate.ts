import { foldText } from '../../data/analyzer.ts';

/** Letters of other alphabets by the sounds that French, English and German transcriptions write differently. Upper case: one sound that needs several letters. */
const LETTERS: ReadonlyMap<string, string> = new Map(
  Array.from(
    `а a б b в v г g ґ g д d е e є e ё o ж J з z и i і i ї i й i к k л l м m н n о o п p р r с s т t у u ф f х H ц Z ч C
    ш X щ X ъ - ы i ь - э e ю iu я ia ј i љ l њ n ћ C ђ J џ J ў u
    α a β v γ g δ d ε e ζ z η i θ t ι i κ k λ l μ m ν n ξ ks ο o π p ρ r σ s ς s τ t υ i φ f χ H ψ ps ω o`.matchAll(
      /(\S+)\s+(\S+)/gu,
    ),
    ([, letter = '', sound = '']): [string, string] => [letter, sound.replace('-', '')],
  ),
);

/** Groups of Latin letters for one sound, the longest first; some stand for different sounds by language. */
const GROUPS: readonly (readonly [group: RegExp, sounds: string])[] = [
  [/s(?:chtsch|hch|zcz)|chtch/g, 'X'],
  [/tsch|tch|tsh|cz/g, 'C'],
  [/dsch|dzh|zh|dj/g, 'J'],
  [/sch|sh|sz/g, 'X'],
  [/kh/g, 'H'],
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/ts|tz|c(?=[eiy])/g, 'Z'],
  [/gu(?=[eiy])|gh/g, 'g'],
  [/qu|ck|[cq]/g, 'k'],
  [/x/g, 'ks'],
  [/w/g, 'v'],
  [/ff?$/g, 'v'],
  [/ou|oo/g, 'u'],
  [/y|j/g, 'i'],
  [/h/g, ''],
];

/** What "ch" may stand for: English and French, Spanish, German. */
const CH_SOUNDS = ['X', 'C', 'H'];
/** Sounds that transcriptions mix up, as one class each. */
const CLASSES: ReadonlyMap<string, string> = new Map(
  ['S CXJZzs', 'K kgH', 'P bp', 'T dt', 'F vf', 'M m', 'N n', 'L l', 'R r'].flatMap((line) => {
    const [name = '', letters = ''] = line.split(' ');
    return Array.from(letters, (letter): [string, string] => [letter, name]);
  }),
);

type Sounds = { plain: string; skeleton: string };
const known = new Map<string, readonly Sounds[]>();
/** So many names are remembered, then it starts anew: an index of a long-lived process must not grow. */
const MAX_KNOWN = 20_000;

/**
 * Whether two words may be one name, spelled by the customs of two languages or scripts: Choïgou, Shoigu, Шойгу.
 * Short names must sound the same; longer ones may differ in a vowel or between neighboring consonants.
 */
export function soundAlike(one: string, other: string): boolean {
  if (one === other) return true;
  const [a, b] = [soundsOf(one), soundsOf(other)];
  return a.some((first) => b.some((second) => areAlike(first, second)));
}

function areAlike(one: Sounds, other: Sounds): boolean {
  if (one.plain === other.plain) return true;
  if (one.skeleton !== other.skeleton || one.skeleton.length < 2) return false;
  const allowed = one.skeleton.length <= 2 ? 1 : 1 + Math.floor(Math.max(one.plain.length, other.plain.length) / 3);
  return distance(one.plain, other.plain) <= allowed;
}

function soundsOf(word: string): readonly Sounds[] {
  const found = known.get(word);
  if (found) return found;
  const latin = Array.from(foldText(word).replaceAll('ou', 'u'), (letter) => LETTERS.get(letter) ?? letter).join('');
  const grouped = GROUPS.slice(0, 4).reduce((text, [group, into]) => text.replace(group, into), latin);
  const variants = grouped.includes('ch') ? CH_SOUNDS : ['X'];
  const sounds = variants.map((sound): Sounds => {
    let plain = grouped.replaceAll('ch', sound);
    for (const [group, into] of GROUPS.slice(4)) plain = plain.replace(group, into);
    plain = plain.replace(/[^A-Za-z]/g, '').replace(/(.)\1+/g, '$1');
    const skeleton = Array.from(plain, (letter) => CLASSES.get(letter) ?? '')
      .join('')
      .replace(/(.)\1+/g, '$1');
    return { plain, skeleton };
  });
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(word, sounds);
  return sounds;
}

/** A word in plain Latin letters, one for each sound. */
export function spellPlainly(word: string): string {
  return soundsOf(word)[0]?.plain ?? word;
}

/** What words that may sound alike have in common, for an index. */
export function skeletonsOf(word: string): readonly string[] {
  return [...new Set(soundsOf(word).map(({ skeleton }) => skeleton))];
}

/** Levenshtein distance; words are short. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const change = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
