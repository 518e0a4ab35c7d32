/** Named references of Latin-1 (HTML 4), from U+00A0 on in order. */
const LATIN =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'.split(
    ' ',
  );

const NAMES: ReadonlyMap<string, string> = new Map([
  ...LATIN.map((name, i) => [name, String.fromCodePoint(160 + i)] as const),
  ...Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    hellip: '…',
    mdash: '—',
    ndash: '–',
    lsquo: '‘',
    rsquo: '’',
    sbquo: '‚',
    ldquo: '“',
    rdquo: '”',
    bdquo: '„',
    lsaquo: '‹',
    rsaquo: '›',
    bull: '•',
    euro: '€',
    trade: '™',
    oelig: 'œ',
    OElig: 'Œ',
    scaron: 'š',
    Scaron: 'Š',
    thinsp: '\u2009',
    ensp: '\u2002',
    emsp: '\u2003',
    zwnj: '\u200c',
    zwj: '\u200d',
  }),
]);

/** A text with its character references as characters: those of HTML 4 that articles use, and all numeric ones. Others stay as they are. */
export function decodeReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}\d{0,2}));/gi, (all, decimal, hex, name) => {
    if (typeof name === 'string') return NAMES.get(name) ?? all;
    return fromCode(typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16)) ?? all;
  });
}

/** A text with the controls 128 to 159 as windows-1252 has them: programs write them for quotation marks and dashes. */
export function withoutC1(text: string): string {
  return text.replace(/[\u0080-\u009f]/g, (control) => fromCode(control.charCodeAt(0)) ?? control);
}

/** What HTML makes of a numeric reference: 128 to 159 are windows-1252, as pages mean them. */
function fromCode(code: number): string | null {
  if (code >= 128 && code <= 159) return new TextDecoder('windows-1252').decode(Uint8Array.of(code));
  if (code === 0 || code > 0x10_ff_ff || (code >= 0xd8_00 && code <= 0xdf_ff)) return null;
  return String.fromCodePoint(code);
}
