import type { Block, Closing, Part, Reply } from '../reply.ts';
import { blockLines, type Line } from './components.ts';
import { LIMITS } from './limits.ts';
import { fitLines, MESSAGE_ROOM, messageBody, type Room } from './render.ts';

/** A message being filled: its lines so far, their custom ids, and how it will end. */
type Draft = { lines: Line[]; taken: Set<string>; end: Line; key: string };

/**
 * A reply as the fewest messages that Discord's limits allow, in order; at least one. What stands between two separators
 * stays in one message where that fits, a block always; only a block too long for a message of its own is shortened. The
 * same reply and closing always give the same bytes. Files are not sent. Throws a TypeError or RangeError for a key or
 * button that could not be found again.
 */
export function renderParts(reply: Reply, closing: Closing): readonly Part[] {
  const drafts = [startDraft(closing, 1)];
  const current = () => drafts.at(-1) ?? startDraft(closing, 1);
  const add = (blocks: readonly Block[]): boolean => {
    const draft = current();
    const taken = new Set(draft.taken);
    const lines = blocks.flatMap((block) => blockLines(block, taken));
    if (!fits([...draft.lines, ...lines], roomBefore(draft.end))) return false;
    Object.assign(draft, { lines: [...draft.lines, ...lines], taken });
    return true;
  };
  const turn = () => {
    if (current().lines.some((line) => line.kind !== 'separator')) drafts.push(startDraft(closing, drafts.length + 1));
  };
  for (const section of splitSections(reply.blocks)) {
    if (add(section)) continue;
    turn();
    if (add(section)) continue;
    for (const block of section) {
      if (add([block])) continue;
      turn();
      if (!add([block])) squeeze(block, current());
    }
  }
  return drafts.map(({ lines, end, key }) => ({
    key,
    body: finalBody(messageBody(reply.accent, [...trimSeparators(lines), end]), key),
  }));
}

/** The final JSON of a notice of one message; Discord itself drops a second one with the same `key` within minutes. */
export function renderNotice(reply: Reply, key: string): string {
  const taken = new Set<string>();
  const lines = reply.blocks.flatMap((block) => blockLines(block, taken));
  return finalBody(messageBody(reply.accent, fitLines(lines, MESSAGE_ROOM)), key);
}

/** `enforce_nonce` makes Discord give back the earlier message of ours with this nonce instead of a second one (https://docs.discord.com/developers/resources/message#create-message). */
function finalBody(message: ReturnType<typeof messageBody>, key: string): string {
  if (key === '' || key.length > LIMITS.nonce) throw new RangeError(`The key ${key} is no nonce for Discord`);
  return JSON.stringify({ ...message, nonce: key, enforce_nonce: true });
}

function startDraft(closing: Closing, n: number): Draft {
  const { key, button } = closing(n);
  const taken = new Set<string>();
  const [end] = blockLines({ kind: 'buttons', buttons: [button] }, taken);
  const [id] = taken;
  // Delivery finds a part that was sent before by this id.
  if (!end || !id?.includes(key)) throw new TypeError(`The custom id ${id} of part ${n} does not carry its key ${key}`);
  return { lines: [], taken, end, key };
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

function roomBefore(end: Line): Room {
  return { count: MESSAGE_ROOM.count - end.count, chars: MESSAGE_ROOM.chars - end.chars };
}

function fits(lines: readonly Line[], room: Room): boolean {
  const sum = (of: 'count' | 'chars') => lines.reduce((total, line) => total + line[of], 0);
  return sum('count') <= room.count && sum('chars') <= room.chars;
}

/** Fills an empty draft with a block that is too long for any. */
function squeeze(block: Block, draft: Draft): void {
  draft.lines = fitLines(blockLines(block, draft.taken), roomBefore(draft.end));
}

/** A line at the top or above the closing row separates nothing. */
function trimSeparators(lines: readonly Line[]): Line[] {
  const first = lines.findIndex((line) => line.kind !== 'separator');
  const last = lines.findLastIndex((line) => line.kind !== 'separator');
  return first === -1 ? [] : lines.slice(first, last + 1);
}
