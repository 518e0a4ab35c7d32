import type { Clock } from '../clock.ts';
import type { Database } from '../data/database.ts';
import { hasOpened, saveOpened } from '../data/opened-store.ts';
import { isOfTheState } from '../data/outlet-kinds.ts';
import { listKinds } from '../data/outlet-store.ts';
import type { Article, OutletKind } from './articles.ts';
import { hashMember } from './ledger-payer.ts';
import { findOutlet } from './outlets-match.ts';
import { readSettings, type SourcePolicy } from './settings.ts';

export { isOfTheState } from '../data/outlet-kinds.ts';

/** What a server's policy makes of an outlet's texts: shown, shown with who says what it is, behind a press, or not at all. */
export type Treatment = 'shown' | 'labeled' | 'held' | 'blocked';

/** Whoever asked for a held article once is not asked again so soon. */
const OPENED_MS = 24 * 3_600_000;

/** The source policies of servers, and what members asked to see all the same. */
export type Sources = {
  policyOf(guildId: string): Promise<SourcePolicy>;
  /** What becomes of an article for that member in that server: `labeled` too where they asked to see a held one within a day. */
  treat(article: Pick<Article, 'id' | 'outlet'>, reader: { guildId: string; userId: string }): Promise<Treatment>;
  /** The outlet at one of these addresses of which the server shows nothing; undefined for every other. */
  findBlocked(urls: readonly (string | null)[], guildId: string): Promise<{ name: string } | undefined>;
  /** Shows a held article to that member for a day. */
  open(articleId: string, userId: string): Promise<void>;
};

/** Policies and openings over `db`; members are kept as an HMAC under `memberKey`. */
export function createSources({ db, clock, memberKey }: { db: Database; clock: Clock; memberKey: string }): Sources {
  const hash = (userId: string) => hashMember(memberKey, userId);
  return {
    policyOf: async (guildId) => (await readSettings(db, guildId)).sourcePolicy,
    async treat({ id, outlet }, { guildId, userId }) {
      if (!isOfTheState(outlet)) return 'shown';
      const treatment = treatmentOf(outlet, (await readSettings(db, guildId)).sourcePolicy);
      if (treatment !== 'held') return treatment;
      const opened = await hasOpened(db, { memberHash: hash(userId), articleId: id }, clock.now() - OPENED_MS);
      return opened ? 'labeled' : 'held';
    },
    async findBlocked(urls, guildId) {
      if ((await readSettings(db, guildId)).sourcePolicy !== 'blocked') return undefined;
      const found = await Promise.all(urls.map((url) => findOutlet(db, { url })));
      const kinds = await listKinds(db, [...new Set(found.flatMap((outlet) => outlet?.id ?? []))]);
      return found.find((outlet) => outlet && isOfTheState({ kind: kinds.get(outlet.id) ?? 'unknown' }));
    },
    open(articleId, userId) {
      const at = clock.now();
      return saveOpened(db, { memberHash: hash(userId), articleId, at }, at - OPENED_MS);
    },
  };
}

/** Whether a policy shows everybody an outlet's texts, with a label or without. */
export function isShownToAll(outlet: { kind: OutletKind } | null, policy: SourcePolicy): boolean {
  const treatment = treatmentOf(outlet, policy);
  return treatment === 'shown' || treatment === 'labeled';
}

/** What a policy makes of an outlet, before anybody asked. An outlet of which nothing is known is always shown. */
export function treatmentOf(outlet: { kind: OutletKind } | null, policy: SourcePolicy): Treatment {
  if (!isOfTheState(outlet) || policy === 'allowed') return 'shown';
  return policy === 'opt-in' ? 'held' : policy;
}
