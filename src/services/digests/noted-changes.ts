import * as z from 'zod';
import type { Correction } from '../../reply.ts';

/**
 * What an edit of a posted message changes, kept as it was decided: `before` in plain words, the others as Correction has them
 * in Markdown. `unsaid`: the note where the server shows no more of the article, beside nothing new.
 */
const notedChange = z.object({
  before: z.string(),
  was: z.string(),
  now: z.string(),
  instead: z.string(),
  note: z.string(),
  unsaid: z.string(),
});
export type NotedChange = z.infer<typeof notedChange>;

/** Reads what was noted; null for an edit of before that. Throws a ZodError for anything else. */
export function readChanges(json: string | null): readonly NotedChange[] | null {
  return json === null ? null : z.array(notedChange).parse(JSON.parse(json));
}

/** A body with the changes made in it; without a word of the changed article where it is not `shown`. */
export function applyChanges(
  body: string,
  changes: readonly NotedChange[],
  { correctBody, shown }: { correctBody: (body: string, correction: Correction) => string; shown: boolean },
): string {
  return changes.reduce((last, { was, now, instead, note, unsaid }) => {
    const said = shown ? { now, instead, note } : { now: '', instead: '', note: unsaid };
    return correctBody(last, {
      was: { md: was },
      now: { md: said.now },
      instead: { md: said.instead },
      note: { md: said.note },
    });
  }, body);
}
