import { isJson, type Json, readList, readNumber, readText } from './json.ts';

export type TypedOption = { option: Json | undefined; name: string; text: string };

/** A command as it was typed: its registered definition, the subcommands on the way, and the options' texts. */
export type TypedCommand = { command: Json; trail: readonly Json[]; options: readonly TypedOption[] };

/** Why Discord's client would not send it, as a sentence. */
export type Refusal = { refusal: string };

const CHAT_INPUT = 1;
const SUBCOMMAND = 1;
const GROUP = 2;

/**
 * Reads `/digest create channel:#news time:08:00`. A value runs up to the next known ` name:`, or stands in "quotes" in
 * which \" and \\ are escapes. Names count in every language they are registered in.
 */
export function readCommandText(text: string, commands: readonly Json[]): TypedCommand | Refusal {
  const slash = /^\s*\/(\S*)\s*/.exec(text);
  if (!slash) return { refusal: 'A command begins with a slash.' };
  const name = slash[1] ?? '';
  const command = commands.find(
    (one) => (readNumber(one, 'type') ?? CHAT_INPUT) === CHAT_INPUT && namesOf(one).has(name),
  );
  if (!command) return { refusal: `There is no command /${name}.` };
  const trail: Json[] = [];
  let rest = text.slice(slash[0].length);
  for (let level = command; hasSubcommands(level); ) {
    const word = /^\S*/.exec(rest)?.[0] ?? '';
    const inner = readList(level, 'options').filter(isJson);
    const chosen = inner.find((one) => namesOf(one).has(word));
    if (!chosen) {
      const known = inner.map((one) => readText(one, 'name')).join(', ');
      return { refusal: `/${[name, ...trail.map(nameOf)].join(' ')} needs one of: ${known}.` };
    }
    trail.push(chosen);
    level = chosen;
    rest = rest.slice(word.length).trimStart();
  }
  const options = readOptions(rest, readList(trail.at(-1) ?? command, 'options').filter(isJson));
  return 'refusal' in options ? options : { command, trail, options: options.list };
}

function readOptions(text: string, known: readonly Json[]): { list: TypedOption[] } | Refusal {
  const list: TypedOption[] = [];
  let rest = text.trimStart();
  while (rest !== '') {
    const head = /^([-_'\p{L}\p{M}\p{N}]{1,32}):\s*/u.exec(rest);
    if (!head) return { refusal: `“${rest}” stands where an option's name is expected, such as “name:value”.` };
    const name = head[1] ?? '';
    const option = known.find((one) => namesOf(one).has(name));
    if (option && list.some((one) => one.option === option)) return { refusal: `The option “${name}” is there twice.` };
    const { value, length } = readValue(rest.slice(head[0].length), known);
    list.push({ option, name, text: value });
    rest = rest.slice(head[0].length + length).trimStart();
  }
  return { list };
}

function readValue(text: string, known: readonly Json[]): { value: string; length: number } {
  const quoted = /^"((?:[^"\\]|\\[^])*)"(?=\s|$)/.exec(text);
  if (quoted) return { value: (quoted[1] ?? '').replace(/\\(["\\])/g, '$1'), length: quoted[0].length };
  const names = new Set(known.flatMap((one) => [...namesOf(one)]));
  for (const next of text.matchAll(/(?:^|\s+)([-_'\p{L}\p{M}\p{N}]{1,32}):/gu))
    if (names.has(next[1] ?? '')) return { value: text.slice(0, next.index).trim(), length: next.index };
  return { value: text.trim(), length: text.length };
}

/** A definition's name, and what it is called in other languages. */
export function namesOf(one: Json): ReadonlySet<string> {
  const localized = isJson(one['name_localizations']) ? Object.values(one['name_localizations']) : [];
  return new Set([one['name'], ...localized].filter((name) => typeof name === 'string'));
}

export function nameOf(one: Json): string {
  return readText(one, 'name') ?? '';
}

function hasSubcommands(one: Json): boolean {
  return readList(one, 'options').some((option) => [SUBCOMMAND, GROUP].includes(readNumber(option, 'type') ?? 0));
}
