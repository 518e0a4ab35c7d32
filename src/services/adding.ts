import type { Article } from './articles.ts';
import type { SourceProblem } from './feeds/feeds.ts';

/** A file as a member attached it. */
export type AttachedFile = { name: string; contentType: string | null; bytes: Uint8Array };

/** `no-text`: nothing in it that is an article. `kind`: not a text, a page or Markdown, whatever its name says. */
export type AddRefusal =
  | { kind: 'source'; problem: SourceProblem }
  | { kind: 'no-text' | 'file-kind' | 'file-empty' }
  | { kind: 'file-size'; bytes: number; max: number };

export type Added =
  | { outcome: 'stored' | 'revised' | 'unchanged'; article: Article }
  | { outcome: 'refused'; why: AddRefusal };

/** Storing one article that a member points at. */
export type Adding = {
  addPage(address: string, by: { guildId: string | null; memberId: string }, signal: AbortSignal): Promise<Added>;
  addFile(file: AttachedFile, by: { guildId: string | null; memberId: string }): Promise<Added>;
};
