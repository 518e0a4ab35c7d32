/** The letters beyond a to z that a language's own words have, by language. Cyrillic: those that not all of these languages have. */
const ALPHABETS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  `en
  fr àâæçéèêëîïôœùûüÿ
  de äöüß
  es áéíñóúü
  it àèéìîòóù
  pt ãáâàçéêíõóôú
  nl éëïóöèêü
  ca àçèéíïóòúü
  gl áéíñóúïü
  eu ñ
  da æøåé
  no æøåéòôó
  sv åäöé
  is áæéíðóöþúý
  fi äöåšž
  et äõöüšž
  lv āčēģīķļņšūž
  lt ąčęėįšųūž
  pl ąćęłńóśźż
  cs áčďéěíňóřšťúůýž
  sk áäčďéíĺľňóôŕšťúýž
  sl čšžćđ
  hr čćđšž
  sr čćđšž
  hu áéíóöőúüű
  ro ăâîșțşţ
  tr çğıöşüâîû
  az çəğıöşü
  sq çë
  vi àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ
  mt àċèġħìòùż
  cy âêîôûŵŷáéíóúäëïöü
  ig ịọụṅńàáèéìíòóùúâêîôûạẹ
  af áéèêëíîïóôöúûü
  id é
  ms
  tl ñ
  ku çêîşû
  yo àáèéìíòóùúẹọṣńǹ
  ru абвгдежзийклмнопрстуфхцчшщъыьэюяё
  uk абвгдежзийклмнопрстуфхцчшщьюяєіїґ
  bg абвгдежзийклмнопрстуфхцчшщъьюя
  be абвгдежзйклмнопрстуфхцчшыьэюяёіў
  sr абвгдежзиклмнопрстуфхцчшђјљњћџ`
    .split('\n')
    .map((line) => line.trim().split(' '))
    .reduce((all, [language = '', letters = '']) => {
      const known = all.get(language) ?? new Set();
      return all.set(language, new Set([...known, ...Array.from(letters)]));
    }, new Map<string, Set<string>>()),
);

/** A letter that each of these languages does not write. */
const STRANGE: ReadonlyMap<string, RegExp> = new Map(
  [...ALPHABETS].map(([language, letters]) => [language, new RegExp(`[^a-z${[...letters].join('')}]`, 'u')]),
);
const MARKED = /[^a-z]/;

/**
 * How much of a text is strange to a language: the share of its words, 0 to 1, with a letter that the language does not write; 0
 * for a language whose alphabet is not known. `words` in lower case.
 */
export function strangenessOf(words: readonly string[]): (language: string) => number {
  const marked = words.filter((word) => MARKED.test(word));
  return (language) => {
    const strange = STRANGE.get(language);
    return strange && words.length > 0 ? marked.filter((word) => strange.test(word)).length / words.length : 0;
  };
}
