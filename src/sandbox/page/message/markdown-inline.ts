import { lexInline, type Token } from './markdown-lex.ts';
import type { Inline, Style } from './markdown-tree.ts';

const STYLES: Readonly<Record<string, Style>> = {
  '**': 'strong',
  '*': 'emphasis',
  __: 'underline',
  _: 'emphasis',
  '~~': 'strike',
  '||': 'spoiler',
};
const LINK = '[';

type Frame = { mark: string; children: Inline[] };
type MarksToken = Extract<Token, { kind: 'marks' }>;

/**
 * Text without blocks as a tree. A mark that is open is not opened again, so that the frames are never more than the
 * marks twice over (outside and inside a link), and time grows with the text's length.
 */
export function parseInline(text: string): readonly Inline[] {
  const frames: Frame[] = [{ mark: '', children: [] }];
  for (const token of lexInline(text)) {
    if (token.kind === 'text') append(frames, { kind: 'text', text: token.text });
    else if (token.kind === 'node') append(frames, token.node);
    else if (token.kind === 'marks') applyRun(frames, token);
    else if (token.kind === 'link-open') frames.push({ mark: LINK, children: [] });
    else closeLink(frames, token.url, token.title);
  }
  flatten(frames, 1);
  return frames[0]?.children ?? [];
}

function append(frames: readonly Frame[], node: Inline): void {
  const children = frames.at(-1)?.children;
  const last = children?.at(-1);
  if (node.kind === 'text' && last?.kind === 'text')
    children?.splice(-1, 1, { kind: 'text', text: last.text + node.text });
  else if (node.kind !== 'text' || node.text !== '') children?.push(node);
}

/** Frames from `depth` on that nothing closed become text again: their mark, then what they hold. */
function flatten(frames: Frame[], depth: number): void {
  for (const { mark, children } of frames.splice(depth)) {
    append(frames, { kind: 'text', text: mark });
    for (const child of children) append(frames, child);
  }
}

function closeLink(frames: Frame[], url: string, title: string): void {
  const depth = frames.findLastIndex(({ mark }) => mark === LINK);
  flatten(frames, depth + 1);
  const children = frames.pop()?.children ?? [];
  append(frames, { kind: 'link', url, title, children });
}

/** `***` is two marks; which comes first depends on what is open. */
function applyRun(frames: Frame[], { run, before, after }: MarksToken): void {
  let { length } = run;
  const char = run.charAt(0);
  let prev = before;
  while (length > 0) {
    const top = frames.at(-1)?.mark;
    const size = length === 1 || (length > 2 && top === char) ? 1 : 2;
    length -= size;
    applyMark(frames, char.repeat(size), prev, length > 0 ? char : after);
    prev = char;
  }
}

function applyMark(frames: Frame[], mark: string, before: string, after: string): void {
  const floor = frames.findLastIndex((frame) => frame.mark === LINK);
  const depth = frames.findLastIndex((frame, i) => i > floor && frame.mark === mark);
  if (depth > 0 && mayClose(mark, before, after)) return closeFrame(frames, depth, mark);
  if (depth < 0 && mayOpen(mark, before, after)) frames.push({ mark, children: [] });
  else append(frames, { kind: 'text', text: mark });
}

function closeFrame(frames: Frame[], depth: number, mark: string): void {
  const frame = frames[depth];
  const above = frames[depth + 1];
  if (!frame) return;
  // `***a** b*`: both opened at one place, so that the order can still be turned round.
  if (above && frame.children.length === 0 && depth + 2 === frames.length) {
    frame.mark = above.mark;
    above.mark = mark;
    return closeFrame(frames, depth + 1, mark);
  }
  flatten(frames, depth + 1);
  frames.pop();
  const style = STYLES[mark];
  if (frame.children.length === 0 || style === undefined) append(frames, { kind: 'text', text: mark + mark });
  else append(frames, { kind: style, children: frame.children });
}

const isBlank = (char: string) => char === '' || /\s/.test(char);
const isWord = (char: string) => /[\p{L}\p{N}_]/u.test(char);

function mayOpen(mark: string, before: string, after: string): boolean {
  if (mark === '_') return !isWord(before) && !isBlank(after);
  return mark !== '*' || !isBlank(after);
}

function mayClose(mark: string, before: string, after: string): boolean {
  if (mark === '_') return !isBlank(before) && !isWord(after);
  return mark !== '*' || !isBlank(before);
}
