import type { Inline } from './markdown-tree.ts';

export type Token =
  | { kind: 'node'; node: Inline }
  | { kind: 'text'; text: string }
  /** A run of one mark's characters, with the characters around it. */
  | { kind: 'marks'; run: string; before: string; after: string }
  | { kind: 'link-open' }
  | { kind: 'link-close'; url: string; title: string };

type Lexer = {
  text: string;
  at: number;
  tokens: Token[];
  /** Places in `tokens` of brackets that may still open a link. */
  brackets: number[];
  /** The place of the newest link: brackets before it hold one, and links do not nest. */
  lastLink: number;
  /** For each length of a run of backticks, where such runs begin, last first. */
  ticks: ReadonlyMap<number, number[]>;
};

/** What has a meaning of its own; everything else is text. Each branch ends within the first character that it cannot take. */
const ATOM =
  /<(?:@(?<user>!?\d{1,20})|@&(?<role>\d{1,20})|#(?<channel>\d{1,20})|\/(?<command>[^\n:<>]{1,100}):(?<commandId>\d{1,20})|a?:(?<emoji>\w{1,32}):(?<emojiId>\d{1,20})|t:(?<seconds>-?\d{1,15})(?::(?<style>[tTdDfFsSR]))?|(?<angled>https?:\/\/[^\s<>]{1,2048}))>|(?<everyone>@(?:everyone|here)\b)/y;
const ADDRESS = /https?:\/\/(?:[^\s<\]]|\](?!\())+/iy;
const TARGET =
  /\]\((?:<(?<angled>[^\s<>]{1,2048})>|(?<plain>(?:[^\s()<>]|\([^\s()]*\)){1,2048}))(?:\s{1,8}"(?<title>[^"\n]{0,500})")?\)/y;
const PLAIN = /[^\\`<@h[\]*_~|H]+/y;
const RUN = /\*+|_+|~~|\|\|/y;

/** Splits a text without blocks into tokens, in one pass: no character is looked at more than a few times. */
export function lexInline(text: string): readonly Token[] {
  const lexer: Lexer = { text, at: 0, tokens: [], brackets: [], lastLink: -1, ticks: tickRuns(text) };
  while (lexer.at < text.length) if (!lexOne(lexer)) addText(lexer, text.charAt(lexer.at));
  return lexer.tokens;
}

function lexOne(lexer: Lexer): boolean {
  const plain = take(lexer, PLAIN);
  if (plain) return addText(lexer, plain[0]);
  switch (lexer.text.charAt(lexer.at)) {
    case '\\':
      return lexEscape(lexer);
    case '`':
      return lexCode(lexer);
    case '<':
    case '@':
      return lexAtom(lexer);
    case 'h':
    case 'H':
      return lexAddress(lexer);
    case '[':
      lexer.brackets.push(lexer.tokens.length);
      lexer.tokens.push({ kind: 'text', text: '[' });
      lexer.at += 1;
      return true;
    case ']':
      return lexBracket(lexer);
    default:
      return lexMarks(lexer);
  }
}

function take({ text, at }: Lexer, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function addText(lexer: Lexer, text: string): true {
  lexer.tokens.push({ kind: 'text', text });
  lexer.at += text.length;
  return true;
}

function addNode(lexer: Lexer, node: Inline, length: number): true {
  lexer.tokens.push({ kind: 'node', node });
  lexer.at += length;
  return true;
}

function lexEscape(lexer: Lexer): boolean {
  const next = lexer.text.charAt(lexer.at + 1);
  // Letters, digits and blanks are no markup: the backslash stays (¯\_(ツ)_/¯ loses its own on Discord too).
  if (next === '' || /[a-zA-Z0-9\s]/.test(next)) return false;
  lexer.tokens.push({ kind: 'text', text: next });
  lexer.at += 2;
  return true;
}

function tickRuns(text: string): ReadonlyMap<number, number[]> {
  const runs = new Map<number, number[]>();
  for (const { 0: run, index } of text.matchAll(/`+/g)) {
    const starts = runs.get(run.length);
    if (starts) starts.push(index);
    else runs.set(run.length, [index]);
  }
  for (const starts of runs.values()) starts.reverse();
  return runs;
}

/** Code ends at the next run of as many backticks; without one the run is text. */
function lexCode(lexer: Lexer): boolean {
  const { text, at, ticks } = lexer;
  const run = /`+/y;
  run.lastIndex = at;
  const length = run.exec(text)?.[0].length ?? 1;
  const starts = ticks.get(length) ?? [];
  while ((starts.at(-1) ?? Infinity) <= at) starts.pop();
  const end = starts.at(-1);
  if (end === undefined) return addText(lexer, text.slice(at, at + length));
  const inner = text.slice(at + length, end);
  // Blanks at both ends are there to part the code's own backticks from the marks.
  const isPadded = inner.startsWith(' ') && inner.endsWith(' ') && inner.includes('`');
  return addNode(lexer, { kind: 'code', text: isPadded ? inner.slice(1, -1) : inner }, end + length - at);
}

function lexAtom(lexer: Lexer): boolean {
  const found = take(lexer, ATOM);
  if (!found) return false;
  const node = atomOf(found.groups ?? {});
  if (node.kind === 'link') lexer.lastLink = lexer.tokens.length;
  return addNode(lexer, node, found[0].length);
}

function atomOf(groups: Readonly<Record<string, string | undefined>>): Inline {
  const { user, role, channel, command, commandId = '', emoji, emojiId = '', seconds, style = 'f', angled } = groups;
  if (user !== undefined) return { kind: 'user', id: user.replace('!', '') };
  if (role !== undefined) return { kind: 'role', id: role };
  if (channel !== undefined) return { kind: 'channel', id: channel };
  if (command !== undefined) return { kind: 'command', name: command, id: commandId };
  if (emoji !== undefined) return { kind: 'emoji', name: emoji, id: emojiId };
  if (seconds !== undefined) return { kind: 'moment', seconds: Number(seconds), style };
  if (angled !== undefined) return linkTo(angled);
  return { kind: 'everyone', text: groups['everyone'] ?? '' };
}

function linkTo(url: string): Inline {
  if (!URL.canParse(url)) return { kind: 'text', text: url };
  return { kind: 'link', url, title: '', children: [{ kind: 'text', text: url }] };
}

function lexAddress(lexer: Lexer): boolean {
  const before = lexer.text.charAt(lexer.at - 1);
  const found = /[a-z0-9]/i.test(before) ? null : take(lexer, ADDRESS);
  if (!found) return false;
  const url = trimAddress(found[0]);
  if (!URL.canParse(url)) return addText(lexer, url);
  lexer.lastLink = lexer.tokens.length;
  return addNode(lexer, linkTo(url), url.length);
}

/** Punctuation and marks at an address's end belong to the sentence; so does a bracket that it did not open. */
function trimAddress(address: string): string {
  let end = address.length;
  let open = 0;
  for (const char of address) open += char === '(' ? 1 : char === ')' ? -1 : 0;
  for (; end > 8; end -= 1) {
    const last = address.charAt(end - 1);
    if (last === ')' && open < 0) open += 1;
    else if (!'.,:;!?"\'*_~|]'.includes(last)) break;
  }
  return address.slice(0, end);
}

/** `](address)` closes the newest open bracket, unless that holds a link: an address that shows another one is a trap. */
function lexBracket(lexer: Lexer): boolean {
  const open = lexer.brackets.pop();
  if (open === undefined || lexer.lastLink > open || open === lexer.tokens.length - 1) return false;
  const found = take(lexer, TARGET);
  const url = found?.groups?.['angled'] ?? found?.groups?.['plain'] ?? '';
  if (!found || !/^https?:\/\//i.test(url) || !URL.canParse(url)) return false;
  lexer.lastLink = open;
  // What is outside cannot become a link around this one.
  lexer.brackets.length = 0;
  lexer.tokens[open] = { kind: 'link-open' };
  lexer.tokens.push({ kind: 'link-close', url, title: found.groups?.['title'] ?? '' });
  lexer.at += found[0].length;
  return true;
}

function lexMarks(lexer: Lexer): boolean {
  const run = take(lexer, RUN)?.[0];
  if (run === undefined) return false;
  const before = lexer.text.charAt(lexer.at - 1);
  lexer.at += run.length;
  lexer.tokens.push({ kind: 'marks', run, before, after: lexer.text.charAt(lexer.at) });
  return true;
}
