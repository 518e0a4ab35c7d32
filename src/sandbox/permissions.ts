/** Discord's permission bits that the sandbox deals in (https://docs.discord.com/developers/topics/permissions). */
export const PERMISSIONS = {
  administrator: 1n << 3n,
  manageChannels: 1n << 4n,
  manageGuild: 1n << 5n,
  addReactions: 1n << 6n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  manageMessages: 1n << 13n,
  embedLinks: 1n << 14n,
  attachFiles: 1n << 15n,
  readMessageHistory: 1n << 16n,
  useExternalEmojis: 1n << 18n,
  changeNickname: 1n << 26n,
  manageThreads: 1n << 34n,
  useApplicationCommands: 1n << 31n,
  sendMessagesInThreads: 1n << 38n,
} as const;

/** Every bit that Discord has given a meaning so far. */
export const ALL_PERMISSIONS = (1n << 53n) - 1n;

export type Overwrite = { id: string; type: 0 | 1; allow: bigint; deny: bigint };

export type Subject = { userId: string; roleIds: readonly string[] };

/**
 * A member's permissions in a channel, by Discord's own order: everyone, roles, the channel's overwrites for everyone,
 * for roles, for the member (https://docs.discord.com/developers/topics/permissions#permission-overwrites).
 */
export function permissionsIn(
  subject: Subject,
  roles: ReadonlyMap<string, bigint>,
  everyoneId: string,
  overwrites: readonly Overwrite[],
): bigint {
  let held = roles.get(everyoneId) ?? 0n;
  for (const id of subject.roleIds) held |= roles.get(id) ?? 0n;
  if ((held & PERMISSIONS.administrator) !== 0n) return ALL_PERMISSIONS;
  const everyone = overwrites.filter((one) => one.id === everyoneId);
  const ofRoles = overwrites.filter((one) => one.type === 0 && subject.roleIds.includes(one.id));
  const own = overwrites.filter((one) => one.type === 1 && one.id === subject.userId);
  for (const level of [everyone, ofRoles, own]) {
    held &= ~level.reduce((bits, one) => bits | one.deny, 0n);
    held |= level.reduce((bits, one) => bits | one.allow, 0n);
  }
  return held;
}
