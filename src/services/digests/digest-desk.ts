import type { DigestHistory } from './digests.ts';
import { findDigest } from '../../data/digest-store.ts';
import type { Desk } from './desk.ts';
import { type DigestSummary, explainAny, listAll } from './explain.ts';
import { previewEdition } from './read-editions.ts';

/** For the command line, which asks about the digests of every server. Undefined when there is no such digest. */
export type DigestDesk = {
  list(): Promise<readonly DigestSummary[]>;
  /** What became of each slot. */
  why(id: string): Promise<DigestHistory | undefined>;
  /** What the next edition would say, in lines of text; in another language where one is given. */
  previewText(id: string, language?: string): Promise<readonly string[] | undefined>;
};

export function serveDesk(desk: Desk): DigestDesk {
  return {
    list: () => listAll(desk),
    why: (id) => explainAny(desk, id),
    async previewText(id, language) {
      const row = await findDigest(desk.db, id);
      if (!row) return undefined;
      const inLanguage = language === undefined ? row : { ...row, language, second_language: null };
      const { blocks } = await previewEdition(desk, inLanguage, new AbortController().signal);
      return blocks.flatMap((block) => (block.kind === 'text' ? [...block.text.md.split('\n'), ''] : [])).slice(0, -1);
    },
  };
}
