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

const PLAIN = /[a-z]/;

/**
 * The share of a text's words, 0 to 1, with a letter that `language` does not write; 0 for a language whose alphabet is not
 * known. `words` in lower case.
 */
export function shareOfStrange(words: readonly string[], language: string): number {
  const own = ALPHABETS.get(language);
  if (!own || words.length === 0) return 0;
  const strange = words.filter((word) => Array.from(word).some((letter) => !PLAIN.test(letter) && !own.has(letter)));
  return strange.length / words.length;
}
