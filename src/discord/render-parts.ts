import type { Block, Closing, ClosingRow, Part, PartsManner, Reply, SelectOption } from '../reply.ts';
import { blockLines, type Line, shownOptions, textLine } from './components.ts';
import { LIMITS } from './limits.ts';
import { fitLines, MESSAGE_ROOM, type MessageBody, messageBody, type Room } from './render.ts';
import { shortenPlain } from './shorten.ts';

/** A message being filled: its lines so far with their custom ids, what its select will list, and how it will end. */
type Draft = {
  lines: readonly Line[];
  taken: ReadonlySet<string>;
  entries: readonly SelectOption[];
  key: string;
  rows: readonly ClosingRow[];
  /** Stands above the container. */
  head: readonly Line[];
};

/**
 * A reply as the fewest messages that Discord's limits allow, in order; at least one. What stands between two separators
 * stays in one message where that fits, a block always, with its entry in that message's select; only a block too long for
 * a message of its own is shortened. The same arguments always give the same bytes. Files are not sent. Throws a TypeError
 * or RangeError for a key that is no nonce, or that no custom id of a part's end carries.
 */
export function renderParts(reply: Reply, closing: Closing, manner: PartsManner = {}): readonly Part[] {
  const start = (n: number) => startDraft(closing, n, n === 1 ? manner.mentionRole : undefined);
  const drafts = [start(1)];
  const add = (blocks: readonly Block[]): boolean => {
    const draft = addBlocks(drafts.at(-1) ?? start(1), blocks);
    if (!draft || !fits(draft)) return false;
    drafts[drafts.length - 1] = draft;
    return true;
  };
  const turn = () => {
    if (drafts.at(-1)?.lines.some((line) => line.kind !== 'separator')) drafts.push(start(drafts.length + 1));
  };
  const squeeze = (block: Block) => {
    const draft = drafts.pop() ?? start(1);
    drafts.push(squeezeBlock(draft, block));
  };
  for (const section of splitSections(reply.blocks)) {
    if (add(section)) continue;
    turn();
    if (add(section)) continue;
    for (const block of section) {
      if (add([block])) continue;
      turn();
      if (!add([block])) squeeze(block);
    }
  }
  return drafts.map((draft, index) => drawPart(reply, draft, index === 0 ? manner : {}));
}

/** The final JSON of a notice of one message; Discord itself drops a second one with the same `key` within minutes. */
export function renderNotice(reply: Reply, key: string): string {
  const taken = new Set<string>();
  const lines = reply.blocks.flatMap((block) => blockLines(block, taken));
  return JSON.stringify(withNonce(messageBody(reply.accent, fitLines(lines, MESSAGE_ROOM)), key));
}

function drawPart(reply: Reply, draft: Draft, { forumTitle, mentionRole }: PartsManner): Part {
  const { key } = draft;
  const end = drawEnd(draft);
  // Delivery finds a part that was sent before by this id.
  if (!JSON.stringify(end.map(({ component }) => component)).includes(key))
    throw new TypeError(`No custom id at the end of a part carries its key ${key}`);
  const card = messageBody(reply.accent, [...trimSeparators(draft.lines), ...end]);
  const called = mentionRole === undefined ? [] : [mentionRole];
  const message = {
    ...card,
    components: [...draft.head.map(({ component }) => component), ...card.components],
    allowed_mentions: { ...card.allowed_mentions, ...(called.length > 0 && { roles: called }) },
  };
  const entries = endsInSelect(draft) ? draft.entries.map(({ value }) => value) : [];
  // A post in a forum takes no nonce (https://docs.discord.com/developers/resources/channel#start-thread-in-forum-or-media-channel).
  if (forumTitle === undefined) return { key, form: 'message', entries, body: JSON.stringify(withNonce(message, key)) };
  const name = shortenPlain(forumTitle, LIMITS.threadName);
  return { key, form: 'forum-post', entries, body: JSON.stringify({ name, message }) };
}

/** `enforce_nonce` makes Discord give back the earlier message of ours with this nonce instead of a second one (https://docs.discord.com/developers/resources/message#create-message). */
function withNonce(message: MessageBody, key: string) {
  return { ...message, nonce: checkKey(key), enforce_nonce: true };
}

function startDraft(closing: Closing, n: number, role: string | undefined): Draft {
  const { key, rows } = closing(n);
  const head = role === undefined ? [] : [textLine(`<@&${role}>`)];
  return { lines: [], taken: new Set(), entries: [], key: checkKey(key), rows, head };
}

function checkKey(key: string): string {
  if (key === '' || key.length > LIMITS.nonce) throw new RangeError(`The key ${key} is no nonce for Discord`);
  return key;
}

/** The draft with these blocks too; undefined when its select would be too short for their entries. */
function addBlocks(draft: Draft, blocks: readonly Block[]): Draft | undefined {
  // The ids of its end are taken already: a button of the same id would push that one out.
  const taken = new Set([...draft.taken, ...idsOf(draft.rows)]);
  const drawn = blocks.map((block) => ({ block, lines: blockLines(block, taken) }));
  const more = drawn.flatMap(({ block, lines }) =>
    block.kind === 'text' && block.entry && lines.length > 0 ? [block.entry] : [],
  );
  const given = [...draft.entries, ...more];
  const entries = shownOptions(given);
  if (endsInSelect(draft) && new Set(given.map(({ value }) => value)).size > LIMITS.selectOptions) return undefined;
  return { ...draft, lines: [...draft.lines, ...drawn.flatMap(({ lines }) => lines)], taken, entries };
}

/** An empty draft with a block that is too long for any. */
function squeezeBlock(draft: Draft, block: Block): Draft {
  const full = addBlocks({ ...draft, lines: [] }, [block]) ?? draft;
  return { ...full, lines: fitLines(full.lines, roomOf(full)) };
}

function endsInSelect({ rows }: Pick<Draft, 'rows'>): boolean {
  return rows.some((row) => row.kind === 'entries');
}

function idsOf(rows: readonly ClosingRow[]): ReadonlySet<string> {
  const taken = new Set<string>();
  for (const row of rows) drawRow(row, [{ label: '…', value: '…' }], taken);
  return taken;
}

function drawEnd({ rows, entries }: Pick<Draft, 'rows' | 'entries'>): Line[] {
  const taken = new Set<string>();
  return rows.flatMap((row) => drawRow(row, entries, taken));
}

function drawRow(row: ClosingRow, options: readonly SelectOption[], taken: Set<string>): Line[] {
  if (row.kind === 'buttons') return blockLines(row, taken);
  const { placeholder, action } = row;
  return blockLines({ kind: 'select', select: { placeholder, action, options } }, taken);
}

/** Runs of blocks, each with the separator before it. */
function splitSections(blocks: readonly Block[]): Block[][] {
  const sections: Block[][] = [];
  for (const block of blocks) {
    const last = sections.at(-1);
    if (last && block.kind !== 'separator') last.push(block);
    else sections.push([block]);
  }
  return sections;
}

/** What is left for the lines between head and end. */
function roomOf(draft: Draft): Room {
  const others = [...draft.head, ...drawEnd(draft)];
  return {
    count: MESSAGE_ROOM.count - sumOf(others, 'count'),
    chars: MESSAGE_ROOM.chars - sumOf(others, 'chars'),
  };
}

function fits(draft: Draft): boolean {
  const room = roomOf(draft);
  return sumOf(draft.lines, 'count') <= room.count && sumOf(draft.lines, 'chars') <= room.chars;
}

function sumOf(lines: readonly Line[], of: 'count' | 'chars'): number {
  return lines.reduce((total, line) => total + line[of], 0);
}

/** A line at the top or above the closing rows separates nothing. */
function trimSeparators(lines: readonly Line[]): readonly Line[] {
  const first = lines.findIndex((line) => line.kind !== 'separator');
  const last = lines.findLastIndex((line) => line.kind !== 'separator');
  return first === -1 ? [] : lines.slice(first, last + 1);
}
