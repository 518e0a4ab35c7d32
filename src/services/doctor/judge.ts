import type { Finding } from '../../words/finding.ts';
import type { Digest } from '../digests/digests.ts';
import type { FollowedFeed } from '../feeds/feeds.ts';
import type { Offer } from '../llm/offered-models.ts';
import type { CapLeft } from '../spending.ts';

/** What Discord says of the bot and its application. */
export type DiscordFacts =
  | { kind: 'known'; name: string; hasEndpoint: boolean; needsCodeGrant: boolean; hasUserInstall: boolean }
  | { kind: 'refused' }
  | { kind: 'unreachable'; reason: string }
  | { kind: 'no-token' };

/** What an examination needs to know of a digest, a feed and a limit. */
export type ExaminedDigest = Pick<Digest, 'channelId' | 'channelType' | 'state' | 'nextAt' | 'zone'>;
export type ExaminedFeed = Pick<FollowedFeed, 'title' | 'state' | 'problem' | 'addedAt'>;
type ExaminedCap = Pick<CapLeft, 'left' | 'max'>;

/** https://docs.discord.com/developers/topics/permissions#permissions-bitwise-permission-flags */
const VIEW = 1n << 10n;
const SEND = 1n << 11n;
const HISTORY = 1n << 16n;
const SEND_IN_THREADS = 1n << 38n;
const THREADS: readonly number[] = [10, 11, 12];

const DISK_LOOK = 500_000_000;
const DISK_BROKEN = 50_000_000;
/** Below this share of a budget somebody should look, percent. */
const BUDGET_LOW = 20;
const FEEDS_NAMED = 5;

/** Token and settings of the application. */
export function judgeDiscord(facts: DiscordFacts): readonly Finding[] {
  if (facts.kind === 'no-token') return [{ code: 'token-missing', state: 'look', details: {} }];
  if (facts.kind === 'refused') return [{ code: 'token-refused', state: 'broken', details: {} }];
  if (facts.kind === 'unreachable')
    return [{ code: 'discord-unreachable', state: 'broken', details: { reason: facts.reason } }];
  const faults: Finding[] = [];
  if (facts.hasEndpoint) faults.push({ code: 'application-endpoint', state: 'broken', details: {} });
  if (facts.needsCodeGrant) faults.push({ code: 'application-code-grant', state: 'broken', details: {} });
  if (!facts.hasUserInstall) faults.push({ code: 'application-servers-only', state: 'look', details: {} });
  const settings: readonly Finding[] =
    faults.length > 0 ? faults : [{ code: 'application-fine', state: 'fine', details: {} }];
  return [{ code: 'token-fine', state: 'fine', details: { name: facts.name } }, ...settings];
}

export function judgeDisk(bytes: number): readonly Finding[] {
  if (bytes >= DISK_LOOK) return [];
  return [{ code: 'disk-low', state: bytes < DISK_BROKEN ? 'broken' : 'look', details: { bytes } }];
}

/** `day`: today, ISO, UTC. */
export function judgeModel(model: string | undefined, offer: Offer | undefined, day: string): readonly Finding[] {
  if (model === undefined || !offer) return [{ code: 'model-none', state: 'fine', details: {} }];
  switch (offer.kind) {
    case 'unlisted':
      return [{ code: 'model-unlisted', state: 'broken', details: { model } }];
    case 'refused':
      return [{ code: 'model-refused', state: 'broken', details: { status: offer.status } }];
    case 'unreachable':
      return [{ code: 'model-unreachable', state: 'broken', details: { reason: offer.reason } }];
    case 'no-list':
      return [{ code: 'model-no-list', state: 'look', details: {} }];
    case 'offered': {
      const { shutdownOn } = offer;
      if (shutdownOn === null)
        return [
          { code: 'model-fine', state: 'fine', details: { model } },
          { code: 'model-date-unknown', state: 'fine', details: {} },
        ];
      if (shutdownOn <= day) return [{ code: 'model-retired', state: 'broken', details: { model, day: shutdownOn } }];
      return [
        { code: 'model-fine', state: 'fine', details: { model } },
        { code: 'model-retires', state: 'look', details: { model, day: shutdownOn } },
      ];
    }
  }
}

/** The limit that leaves the least. */
export function judgeBudget(caps: readonly ExaminedCap[]): readonly Finding[] {
  if (caps.length === 0) return [{ code: 'budget-none', state: 'look', details: {} }];
  const least = Math.min(...caps.map(({ left, max }) => (max === 0 ? 0 : left / max)));
  if (least <= 0) return [{ code: 'budget-spent', state: 'look', details: {} }];
  const percent = Math.max(1, Math.floor(least * 100));
  return percent < BUDGET_LOW
    ? [{ code: 'budget-low', state: 'look', details: { percent } }]
    : [{ code: 'budget-left', state: 'fine', details: { percent } }];
}

/** `held`: the bot's permissions there; undefined where they could not be asked. */
export function judgeChannel(of: { channelId: string; type: number; held: bigint | undefined }): Finding {
  const { channelId, type, held } = of;
  const details = { channelId };
  if (held === undefined) return { code: 'channel-unknown', state: 'look', details };
  const needed = VIEW | (THREADS.includes(type) ? SEND_IN_THREADS : SEND);
  if ((held & needed) !== needed) return { code: 'channel-closed', state: 'broken', details };
  return (held & HISTORY) === 0n
    ? { code: 'channel-history', state: 'look', details }
    : { code: 'channel-fine', state: 'fine', details };
}

export function judgeSlot({ channelId, state, nextAt, zone }: ExaminedDigest): Finding {
  if (state === 'paused') return { code: 'digest-paused', state: 'fine', details: { channelId } };
  return nextAt === null
    ? { code: 'slot-none', state: 'look', details: { channelId } }
    : { code: 'slot-next', state: 'fine', details: { channelId, at: nextAt, zone } };
}

export function judgeFeeds(feeds: readonly ExaminedFeed[]): readonly Finding[] {
  if (feeds.length === 0) return [{ code: 'feeds-none', state: 'fine', details: {} }];
  const bad = feeds.flatMap(({ title, state, problem, addedAt }): Finding[] => {
    if (state === 'gone') return [{ code: 'feed-gone', state: 'look', details: { title } }];
    return state === 'failing'
      ? [{ code: 'feed-failing', state: 'look', details: { title, since: problem?.since ?? addedAt } }]
      : [];
  });
  const count = feeds.length - bad.length;
  const fine: Finding[] = count > 0 ? [{ code: 'feeds-fine', state: 'fine', details: { count } }] : [];
  return [...fine, ...bad.slice(0, FEEDS_NAMED)];
}
