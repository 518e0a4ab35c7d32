/** Codes of countries that are written for languages, and that no language has. */
const MISTAKEN: Readonly<Record<string, string>> = {
  jp: 'ja',
  cn: 'zh',
  kr: 'ko',
  cz: 'cs',
  dk: 'da',
  gr: 'el',
  ua: 'uk',
  br: 'pt-BR',
};
/** No language, several, or not said. */
const NO_LANGUAGE = new Set(['und', 'mul', 'zxx', 'mis', 'root', 'x']);
const NAMED =
  'ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id is it ja ko lt lv ms nb nl nn no pl pt ro ru sk sl sr sv th tr uk ur vi zh';

let byName: ReadonlyMap<string, string> | undefined;
const english = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/**
 * The BCP 47 tag of a language as a feed or page declares it ("en_US", "fr-fr ", "English", "fre"), in canonical form; null for
 * what is no language. Norwegian without more is Bokmål.
 */
export function readDeclaredLanguage(declared: string | null): string | null {
  const said = declared?.trim().split(/[,;|]/)[0]?.trim().toLowerCase() ?? '';
  if (said === '' || said.length > 40) return null;
  const named = (byName ??= collectNames()).get(said);
  if (named !== undefined) return named;
  // "fr-FR.UTF-8", "en US", "de@euro".
  const tag = (said.split(/[.@]/)[0] ?? '').replaceAll(/[_\s]+/g, '-');
  const [base = ''] = tag.split('-');
  const canonical = canonicalize(MISTAKEN[base] ?? tag) ?? canonicalize(base);
  if (canonical === null) return null;
  const { language } = new Intl.Locale(canonical);
  if (NO_LANGUAGE.has(language) || english.of(language) === undefined) return null;
  return canonical.replace(/^no(?=-|$)/, 'nb');
}

function canonicalize(tag: string): string | null {
  try {
    // Without extensions: they say how to sort and to print, not what is written.
    return new Intl.Locale(tag).baseName;
  } catch {
    return null;
  }
}

/** "english", "anglais" is not among them: names in English and in the language itself. */
function collectNames(): ReadonlyMap<string, string> {
  return new Map(
    NAMED.split(' ').flatMap((tag) => {
      const own = new Intl.DisplayNames(tag, { type: 'language', fallback: 'none' }).of(tag);
      return [own, english.of(tag)].flatMap((name): [string, string][] =>
        name ? [[name.toLowerCase(), tag === 'no' ? 'nb' : tag]] : [],
      );
    }),
  );
}
