import * as z from 'zod';
import type { Database } from '../data/database.ts';
import { findGuildSettings, saveGuildSettings } from '../data/guild-store.ts';

/**
 * What a server does with outlets that a state controls or has captured. `allowed`: as all others. `labeled`: who says so stands
 * below each title. `opt-in`: the text behind a press. `blocked`: not found, not summarized, in no digest.
 */
export const SOURCE_POLICIES = ['allowed', 'labeled', 'opt-in', 'blocked'] as const;
export type SourcePolicy = (typeof SOURCE_POLICIES)[number];

/** Who may store articles with /add. */
export const ADDERS = ['everybody', 'managers'] as const;
export type Adders = (typeof ADDERS)[number];

/** What a server chose; null where it left something open. */
export type GuildSettings = {
  sourcePolicy: SourcePolicy;
  /** BCP 47: of new digests, and of readers whose own is not offered. */
  language: string | null;
  /** IANA, of new digests. */
  zone: string | null;
  adders: Adders;
};

const DEFAULT_SETTINGS: GuildSettings = {
  sourcePolicy: 'labeled',
  language: null,
  zone: null,
  adders: 'everybody',
};

// A value of a later version is as good as none.
const stored = z.object({
  sourcePolicy: z.enum(SOURCE_POLICIES).catch(DEFAULT_SETTINGS.sourcePolicy),
  language: z.string().nullable().catch(null),
  zone: z.string().nullable().catch(null),
  adders: z.enum(ADDERS).catch(DEFAULT_SETTINGS.adders),
});

/** How choices were and are. */
export type SettingsChange = { before: GuildSettings; after: GuildSettings };

/** Servers' choices. An empty guild id, as of a direct message, has the defaults. */
export type Settings = {
  read(guildId: string): Promise<GuildSettings>;
  /** Changes what is given and nothing else; says how it was. */
  change(guildId: string, changes: Partial<GuildSettings>): Promise<SettingsChange>;
  /** Gives what a change made its values of before again, of those that nobody has changed since. */
  restore(
    guildId: string,
    change: { before: Partial<GuildSettings>; after: Partial<GuildSettings> },
  ): Promise<SettingsChange>;
};

/** Servers' choices, kept in `db`. */
export function createSettings({ db }: { db: Database }): Settings {
  return {
    read: (guildId) => readSettings(db, guildId),
    change: (guildId, changes) => db.transaction().execute((tx) => changeSettings(tx, guildId, () => changes)),
    restore: (guildId, change) => db.transaction().execute((tx) => restoreSettings(tx, guildId, change)),
  };
}

/** Settings.restore in the caller's transaction. */
export async function restoreSettings(
  tx: Database,
  guildId: string,
  change: Parameters<Settings['restore']>[1],
): Promise<SettingsChange> {
  const keys = ['sourcePolicy', 'language', 'zone', 'adders'] as const;
  return changeSettings(tx, guildId, (now) => {
    const untouched = keys.filter((key) => key in change.before && now[key] === change.after[key]);
    return Object.fromEntries(untouched.map((key) => [key, change.before[key]]));
  });
}

async function changeSettings(
  tx: Database,
  guildId: string,
  decide: (now: GuildSettings) => Partial<GuildSettings>,
): Promise<SettingsChange> {
  const before = await readSettings(tx, guildId);
  const after = { ...before, ...decide(before) };
  await saveGuildSettings(tx, guildId, JSON.stringify(after));
  return { before, after };
}

/** What a server chose; for services that have the database and nothing else. */
export async function readSettings(db: Database, guildId: string): Promise<GuildSettings> {
  const json = guildId === '' ? undefined : await findGuildSettings(db, guildId);
  if (json === undefined) return DEFAULT_SETTINGS;
  return stored.parse(JSON.parse(json));
}
