/** The fields that front matter may hold: those of the JSON form that are one line. */
const FIELDS = ['id', 'title', 'language', 'outlet', 'url', 'publishedAt', 'publishedOn'] as const;

/**
 * Plain text under front matter in the shape of the JSON form: `key: value` lines between two lines of three hyphens, the
 * title (unless given above), the paragraphs. A `fault` where the front matter itself cannot be read.
 */
export function readFrontMatter(
  text: string,
): { value: Readonly<Record<string, unknown>> } | { fault: string; cause?: unknown } {
  const lines = text.split(/\r\n?|\n/);
  const start = lines.findIndex((line) => line.trim() !== '');
  if (lines[start]?.trim() !== '---')
    return { fault: 'plain text must begin with front matter: "---", lines such as "language: fr", "---"' };
  const end = lines.findIndex((line, i) => i > start && line.trim() === '---');
  if (end === -1) return { fault: 'the front matter has no closing "---"' };
  const fields = new Map<string, string>();
  for (const line of lines.slice(start + 1, end)) {
    if (line.trim() === '') continue;
    const [, key, value = ''] = /^\s*([\w-]+)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
    if (key === undefined)
      return { fault: `the front matter line ${JSON.stringify(line.slice(0, 80))} is not "key: value"` };
    if (fields.has(key)) return { fault: `the front matter has ${key} twice` };
    fields.set(key, unquote(value));
  }
  return { value: toForm(fields, lines.slice(end + 1)) };
}

function toForm(fields: ReadonlyMap<string, string>, lines: readonly string[]): Readonly<Record<string, unknown>> {
  // An empty value counts as absent; an unknown key stays, for the form to name it.
  const given = [...fields].filter(([key, value]) => value !== '' || !FIELDS.some((field) => field === key));
  const rest = Object.fromEntries(given);
  if (Object.hasOwn(rest, 'title')) return { ...rest, body: lines.join('\n') };
  const at = lines.findIndex((line) => line.trim() !== '');
  return at === -1 ? { ...rest, body: '' } : { ...rest, title: lines[at], body: lines.slice(at + 1).join('\n') };
}

function unquote(value: string): string {
  return /^"(.*)"$/.exec(value)?.[1] ?? /^'(.*)'$/.exec(value)?.[1] ?? value;
}
