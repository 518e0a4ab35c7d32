import type { Markdown } from '../reply.ts';
import type { Words } from './en.ts';

/** Why an address cannot be read: `what` as services call it, and the HTTP status where one came. */
export type SourceTrouble = { what: 'status' | Exclude<keyof Words['source'], 'statuses'>; status: number | null };

/** The sentence for an address that cannot be read, with what to do about it. */
export function explainSource({ source }: Pick<Words, 'source'>, { what, status }: SourceTrouble): Markdown {
  if (what !== 'status') return source[what]();
  const code = status ?? 0;
  if (code === 404 || code === 410) return source.statuses.missing(code);
  if (code === 401 || code === 402 || code === 403) return source.statuses.forbidden(code);
  if (code === 451) return source.statuses.legal(code);
  if (code === 429) return source.statuses.often(code);
  return code >= 500 ? source.statuses.site(code) : source.statuses.other(code);
}
