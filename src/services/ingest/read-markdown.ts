import { cleanBody, cleanLine, type MarkedBlock } from '../clean.ts';

/** A first line longer than this is a paragraph and no title. */
const TITLE_MAX_CHARS = 200;
const HEADING = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;
const MARKED = /^\s{0,3}#{1,6}\s|\[[^\]]+\]\([^)\s]+\)|\*\*[^*\n]+\*\*|^\s{0,3}>\s|^(?:-{3,}|\*{3,})$/m;

/**
 * The title and blocks of a text: of Markdown without its marks, its headings as inter-titles; of a plain text by its lines. The
 * title is the first heading, else a first line that stands alone; null where there is none.
 */
export function readMarkdown(text: string): { title: string | null; blocks: readonly MarkedBlock[] } {
  const source = withoutFrontMatter(text.replace(/\r\n?/g, '\n'));
  const chunks = source.split(/\n{2,}/).filter((chunk) => chunk.trim() !== '');
  const isMarked = MARKED.test(source);
  const blocks: MarkedBlock[] = [];
  let title: string | null = null;
  for (const [i, chunk] of chunks.entries()) {
    const parts = isMarked ? splitHeadings(chunk) : [{ kind: 'paragraph', text: chunk } as const];
    for (const part of parts) {
      const line = cleanLine(isMarked ? withoutMarks(part.text) : part.text);
      const isAlone =
        i === 0 && blocks.length === 0 && !part.text.trim().includes('\n') && line.length <= TITLE_MAX_CHARS;
      if (title === null && blocks.length === 0 && (part.kind === 'heading' || (isAlone && chunks.length > 1)))
        title = line;
      else if (part.kind === 'heading') blocks.push({ kind: 'heading', text: line });
      else blocks.push({ kind: 'paragraph', text: isMarked ? withoutMarks(part.text) : part.text });
    }
  }
  if (isMarked) return { title, blocks };
  const rest = blocks.map((block) => block.text).join('\n\n');
  return { title, blocks: cleanBody(rest) };
}

function splitHeadings(chunk: string): readonly MarkedBlock[] {
  const parts: MarkedBlock[] = [];
  let lines: string[] = [];
  const close = () => {
    if (lines.length > 0) parts.push({ kind: 'paragraph', text: lines.join('\n') });
    lines = [];
  };
  for (const line of chunk.split('\n')) {
    const heading = HEADING.exec(line);
    if (!heading) lines.push(line);
    else {
      close();
      parts.push({ kind: 'heading', text: heading[2] ?? '' });
    }
  }
  close();
  return parts;
}

/** The words of Markdown: of links and emphasis what is read, of pictures nothing. */
function withoutMarks(text: string): string {
  return text
    .replace(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/<(https?:[^>\s]+)>/g, '$1')
    .replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/gs, '$2')
    .replace(/(?<![\p{L}\p{N}*_])([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?![\p{L}\p{N}*_])/gu, '$2')
    .replace(/`([^`\n]+)`/g, '$1')
    .replace(/^\s{0,3}>\s?/gm, '')
    .replace(/^\s{0,3}(?:-{3,}|\*{3,}|_{3,})\s*$/gm, '')
    .replace(/\\([\\`*_{}[\]()#+.!>-])/g, '$1')
    .trim();
}

function withoutFrontMatter(text: string): string {
  return text.replace(/^\s*---\n.*?\n---(?:\n|$)/s, '');
}
