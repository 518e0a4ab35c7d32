/** Names of charsets in the wild that WHATWG's Encoding Standard does not know. */
const ALIASES: Readonly<Record<string, string>> = {
  cp932: 'shift_jis',
  ms932: 'shift_jis',
  cp936: 'gbk',
  ms936: 'gbk',
  cp949: 'euc-kr',
  ms949: 'euc-kr',
  cp950: 'big5',
  ms950: 'big5',
  utf: 'utf-8',
};

/** The charset's own name (a WHATWG label, or utf-32); null for one that nobody knows. */
export function labelOf(label: string | undefined): string | null {
  const name = label?.trim().toLowerCase() ?? '';
  if (name === '') return null;
  if (/^(?:utf-?32|ucs-?4)(?:-?[bl]e)?$/.test(name)) return 'utf-32';
  try {
    return new TextDecoder(ALIASES[name] ?? name.replace(/^win-?(?=125\d$)/, 'windows-')).encoding;
  } catch {
    return null;
  }
}
