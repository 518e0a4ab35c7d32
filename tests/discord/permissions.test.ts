import { PermissionFlagsBits as P } from 'discord.js';
import { expect, test } from 'vitest';
import { computePermissions, type Overwrite } from '../../src/discord/permissions.ts';

const EVERYBODY = '200000000000000001';
const WRITERS = '210000000000000001';
const MUTED = '210000000000000002';
const ME = '400000000000000001';

const allow = (id: string, bits: bigint): Overwrite => ({ id, allow: bits, deny: 0n });
const deny = (id: string, bits: bigint): Overwrite => ({ id, allow: 0n, deny: bits });

function permissions(of: {
  everybody?: bigint;
  writers?: bigint;
  muted?: bigint;
  memberRoles?: readonly string[];
  overwrites?: readonly Overwrite[];
}): bigint {
  return computePermissions({
    guildId: EVERYBODY,
    memberId: ME,
    memberRoles: of.memberRoles ?? [WRITERS, MUTED],
    roles: [
      { id: EVERYBODY, permissions: of.everybody ?? P.ViewChannel },
      { id: WRITERS, permissions: of.writers ?? 0n },
      { id: MUTED, permissions: of.muted ?? 0n },
    ],
    overwrites: of.overwrites ?? [],
  });
}

// The steps and their order: https://docs.discord.com/developers/topics/permissions#permission-overwrites
test.each<[string, Parameters<typeof permissions>[0], bigint]>([
  ['roles alone', { writers: P.SendMessages }, P.ViewChannel | P.SendMessages],
  ['a role that the member lacks', { writers: P.SendMessages, memberRoles: [MUTED] }, P.ViewChannel],
  ['a denial for everybody', { writers: P.SendMessages, overwrites: [deny(EVERYBODY, P.SendMessages)] }, P.ViewChannel],
  [
    'a role allowed over a denial for everybody',
    { overwrites: [deny(EVERYBODY, P.SendMessages), allow(WRITERS, P.SendMessages)] },
    P.ViewChannel | P.SendMessages,
  ],
  [
    'one role allowed, another denied: allowing comes last',
    { overwrites: [allow(WRITERS, P.SendMessages), deny(MUTED, P.SendMessages)] },
    P.ViewChannel | P.SendMessages,
  ],
  [
    'the member denied over an allowed role, whatever the order of the list',
    { overwrites: [deny(ME, P.SendMessages), allow(WRITERS, P.SendMessages)] },
    P.ViewChannel,
  ],
  [
    'the member allowed over a denied role',
    { overwrites: [deny(MUTED, P.SendMessages), allow(ME, P.SendMessages)] },
    P.ViewChannel | P.SendMessages,
  ],
  ['an overwrite for somebody else', { overwrites: [deny('499999999999999999', P.ViewChannel)] }, P.ViewChannel],
  [
    'a channel that cannot be seen',
    { everybody: P.ViewChannel | P.SendMessages, overwrites: [deny(EVERYBODY, P.ViewChannel)] },
    0n,
  ],
])('GIVEN %s THEN the permissions are those that Discord documents', (_name, of, expected) => {
  expect(permissions(of)).toBe(expected);
});

test('GIVEN an administrator THEN no overwrite takes anything away', () => {
  const held = permissions({ writers: P.Administrator, overwrites: [deny(ME, P.ViewChannel | P.SendMessages)] });
  for (const bit of [P.ViewChannel, P.SendMessages, P.SendMessagesInThreads, P.ReadMessageHistory])
    expect(held & bit).toBe(bit);
});
