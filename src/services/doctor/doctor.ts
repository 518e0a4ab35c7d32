import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from '../../clock.ts';
import type { Database } from '../../data/database.ts';
import { findDamage, listTroubles, measureDatabase } from '../../data/health-store.ts';
import type { Finding } from '../../words/finding.ts';
import type { Asker } from '../asker.ts';
import type { Ledger } from '../ledger.ts';
import type { Model } from '../llm/model.ts';
import type { Offer } from '../llm/offered-models.ts';
import type { Spending } from '../spending.ts';
import { askOnce } from './ask-model.ts';
import {
  type DiscordFacts,
  type ExaminedDigest,
  type ExaminedFeed,
  judgeBudget,
  judgeChannel,
  judgeDiscord,
  judgeDisk,
  judgeFeeds,
  judgeModel,
  judgeSlot,
} from './judge.ts';

export type { DiscordFacts } from './judge.ts';
export type { Finding } from '../../words/finding.ts';

/** What an examination looks at; each is asked anew. */
export type DoctorOptions = {
  db: Database;
  clock: Clock;
  /** `:memory:` has no disk. */
  databasePath: string;
  spending: Pick<Spending, 'report'>;
  /** The configured model's name and its endpoint's word; undefined without a model. */
  model: { name: string; ask(): Promise<Offer> } | undefined;
  /** What `askModel` asks; undefined without a model. */
  writer: Model | undefined;
  ledger: Ledger;
  inspectDiscord(): Promise<DiscordFacts>;
  /** The bot's permissions in a channel; undefined where nobody can be asked. */
  permissionsIn: ((channelId: string) => Promise<bigint>) | undefined;
  /** Of one server, or of all. */
  digests(guildId: string | undefined): Promise<readonly ExaminedDigest[]>;
  feeds(guildId: string | undefined): Promise<readonly ExaminedFeed[]>;
  /** The last errors of this process, newest first; undefined where it has only begun. */
  lastErrors: (() => readonly { event: string; at: number }[]) | undefined;
};

export type Doctor = {
  /** Everything there is to say about the bot in one server, or (undefined) in all, in a fixed order. Posts and mends nothing; a model is not asked to write. */
  examine(guildId: string | undefined): Promise<readonly Finding[]>;
  /** Whether the model writes: one tiny request at the asker's expense, within the budgets. */
  askModel(asker: Asker, signal: AbortSignal): Promise<Finding>;
};

const WEEK_MS = 7 * 86_400_000;
const TROUBLES = 3;
const ERRORS = 3;

export function createDoctor(options: DoctorOptions): Doctor {
  const { clock, model } = options;
  return {
    async examine(guildId) {
      const [facts, offer] = await Promise.all([options.inspectDiscord(), model?.ask()]);
      const digests = await options.digests(guildId);
      const day = new Date(clock.now()).toISOString().slice(0, 10);
      const owner = guildId === undefined ? undefined : { guildId, owners: { '0': guildId } };
      const { caps } = await options.spending.report(owner);
      return [
        ...judgeDiscord(facts),
        ...(await examineDatabase(options)),
        ...judgeModel(model?.name, offer, day),
        ...(model ? judgeBudget(caps) : []),
        ...(digests.length === 0 ? [finding('digests-none', 'fine', {})] : []),
        ...(await examineChannels(options, digests)),
        ...digests.map(judgeSlot),
        ...judgeFeeds(await options.feeds(guildId)),
        ...(await examineErrors(options, guildId)),
      ];
    },
    async askModel(asker, signal) {
      const { writer, ledger } = options;
      if (!writer) return finding('model-none', 'fine', {});
      return askOnce({ model: writer, ledger, clock }, { asker, signal });
    },
  };
}

async function examineDatabase({ db, databasePath }: DoctorOptions): Promise<readonly Finding[]> {
  // A damaged file may refuse to be read at all.
  const damage = await findDamage(db).catch((error: unknown) => (error instanceof Error ? error.message : 'unknown'));
  if (damage !== undefined) return [finding('database-damaged', 'broken', { detail: damage.slice(0, 100) })];
  const sound = finding('database-fine', 'fine', await measureDatabase(db));
  if (databasePath === ':memory:') return [sound];
  const disk = await statfs(dirname(databasePath)).catch(() => undefined);
  const room = disk ? judgeDisk(disk.bavail * disk.bsize) : [];
  return [sound, ...room, finding('backup-unknown', 'look', {})];
}

async function examineChannels(
  { permissionsIn }: DoctorOptions,
  digests: readonly ExaminedDigest[],
): Promise<readonly Finding[]> {
  if (!permissionsIn) return [];
  const channels = new Map(digests.map((digest) => [digest.channelId, digest.channelType]));
  return Promise.all(
    [...channels].map(async ([channelId, type]) => {
      const held = await permissionsIn(channelId).catch(() => undefined);
      return judgeChannel({ channelId, type, held });
    }),
  );
}

async function examineErrors(
  { db, clock, lastErrors }: DoctorOptions,
  guildId: string | undefined,
): Promise<readonly Finding[]> {
  const rows = await listTroubles(db, { guildId, since: clock.now() - WEEK_MS, limit: TROUBLES });
  const troubles = rows.flatMap(({ kind, happened_at: at }) =>
    kind === 'refused' || kind === 'uncertain' || kind === 'compose-failed'
      ? [finding('slot-trouble', 'look', { kind, at })]
      : [],
  );
  const errors = lastErrors?.().slice(0, ERRORS) ?? [];
  const noted = errors.map(({ event, at }) => finding('error-last', 'look', { event, at }));
  const none = lastErrors && errors.length + troubles.length === 0 ? [finding('errors-none', 'fine', {})] : [];
  return [...troubles, ...noted, ...none];
}

function finding<Code extends Finding['code']>(
  code: Code,
  state: Finding['state'],
  details: Extract<Finding, { code: Code }>['details'],
) {
  return { code, state, details };
}
