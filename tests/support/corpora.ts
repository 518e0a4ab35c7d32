import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** Where real corpora lie, where they do: they are no part of the project, and what needs them is skipped without. */
const FOLDER = process.env['KIOSQUE_CORPORA'];
export const hasCorpora = FOLDER !== undefined && existsSync(FOLDER);
/** To be said in the name of what is skipped. */
export const CORPORA_NOTICE = hasCorpora ? '' : ' (skipped: KIOSQUE_CORPORA names no folder)';

const newsLine = z.object({
  id: z.string(),
  title: z.string().optional(),
  document: z.string(),
  lang: z.string().optional(),
});
export type NewsLine = z.infer<typeof newsLine>;

/** The first `count` news texts of a file in `summaries/`. */
export function readNews(file: string, count: number): readonly NewsLine[] {
  const lines = readFileSync(join(FOLDER ?? '', 'summaries', file), 'utf8')
    .split('\n')
    .slice(0, count);
  return lines.filter((line) => line !== '').map((line) => newsLine.parse(JSON.parse(line)));
}

/** The text of a file in `outlets/`. */
export function readOutletList(file: string): string {
  return readFileSync(join(FOLDER ?? '', 'outlets', file), 'utf8');
}

const attackLine = z.object({ id: z.string(), kind: z.string(), text: z.string() });
export type AttackLine = z.infer<typeof attackLine>;

/** The lines of some kinds in a file of `attacks/`. */
export function readAttacks(file: string, kinds: readonly string[]): readonly AttackLine[] {
  const lines = readFileSync(join(FOLDER ?? '', 'attacks', file), 'utf8').split('\n');
  return lines.flatMap((line) => {
    const parsed = attackLine.safeParse(line === '' ? undefined : JSON.parse(line));
    return parsed.success && kinds.includes(parsed.data.kind) ? [parsed.data] : [];
  });
}
