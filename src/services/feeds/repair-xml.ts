import { Parser } from 'htmlparser2';

/** No feed has elements this deep; the tolerant parser takes quadratic time on those that have. */
const MAX_DEPTH = 200;
const MAX_CHARS = 16_000_000;
const NAME = /^[a-z_][\w:.-]{0,100}$/i;

/**
 * A document that is no XML as XML that says the same, as far as a tolerant parser understands it: elements that are left open
 * are closed, stray signs are text. Null for one that is too deep or too long.
 */
export function repairXml(xml: string): string | null {
  if (xml.length > MAX_CHARS) return null;
  const out: string[] = [];
  const state = { depth: 0, isCdata: false };
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        state.depth++;
        if (NAME.test(name)) out.push(`<${name}${writeAttributes(attributes)}>`);
      },
      onclosetag: (name) => {
        state.depth--;
        if (NAME.test(name)) out.push(`</${name}>`);
      },
      ontext: (text) => void out.push(state.isCdata ? text : text.replaceAll('<', '&lt;')),
      oncdatastart: () => {
        state.isCdata = true;
        out.push('<![CDATA[');
      },
      oncdataend: () => {
        state.isCdata = false;
        out.push(']]>');
      },
    },
    { xmlMode: true, decodeEntities: false },
  );
  for (let at = 0; at < xml.length; at += CHUNK_CHARS) {
    parser.write(xml.slice(at, at + CHUNK_CHARS));
    if (state.depth > MAX_DEPTH) return null;
  }
  parser.end();
  return out.join('');
}

/** Small enough to stop soon where it gets too deep. */
const CHUNK_CHARS = 10_000;

function writeAttributes(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .filter(([name]) => NAME.test(name))
    .map(([name, value]) => ` ${name}="${value.replaceAll('"', '&quot;').replaceAll('<', '&lt;')}"`)
    .join('');
}
