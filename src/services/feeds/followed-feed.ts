import * as z from 'zod';
import { EVERY_SERVER, type FollowedRow } from '../../data/feed-store.ts';
import type { FollowedFeed, SourceProblem } from './feeds.ts';

/** What keeps a feed from being read, as it is stored. */
const sourceProblem = z.object({
  what: z.enum([
    'address',
    'unknown-host',
    'refused',
    'tls',
    'timeout',
    'too-large',
    'too-many-redirects',
    'broken',
    'status',
    'login',
    'page',
    'empty',
    'unreadable',
  ]),
  status: z.number().nullable(),
}) satisfies z.ZodType<SourceProblem>;

/** A feed's problem; null where it can be read. */
export function readProblem(json: string | null): SourceProblem | null {
  return json === null ? null : sourceProblem.parse(JSON.parse(json));
}

/** A feed as a server that follows it sees it. */
export function toFollowed(row: FollowedRow, articles: number): FollowedFeed {
  const problem = readProblem(row.problem_json);
  const isActive = row.state === 'active' && row.following === 'active';
  return {
    id: row.id,
    url: row.url,
    title: row.title ?? hostOf(row.url),
    siteUrl: row.site_url,
    state: stateOf(row, problem),
    problem: problem && { ...problem, since: row.problem_since ?? row.added_at },
    isShared: row.guild_id === EVERY_SERVER,
    addedBy: row.added_by,
    addedAt: row.followed_at,
    succeededAt: row.succeeded_at,
    nextAt: isActive ? row.due_at : null,
    articles,
  };
}

function stateOf(row: FollowedRow, problem: SourceProblem | null): FollowedFeed['state'] {
  if (row.state === 'gone') return 'gone';
  if (row.following === 'paused') return 'paused';
  return problem ? 'failing' : 'active';
}

function hostOf(url: string): string {
  return URL.parse(url)?.hostname.replace(/^www\./, '') ?? url;
}
