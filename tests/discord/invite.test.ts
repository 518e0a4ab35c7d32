import { PermissionsBitField } from 'discord.js';
import { expect, test } from 'vitest';
import { BOT_PERMISSIONS, inviteUrl } from '../../src/discord/invite.ts';
import { en } from '../../src/words/en.ts';

test('GIVEN an application THEN its invitation asks for the bot, its commands and no permission more than it needs', () => {
  const url = new URL(inviteUrl('100000000000000001'));
  expect(url.origin + url.pathname).toBe('https://discord.com/oauth2/authorize');
  expect(url.searchParams.get('client_id')).toBe('100000000000000001');
  expect(url.searchParams.get('scope')?.split(' ')).toEqual(['bot', 'applications.commands']);
  expect(new PermissionsBitField(BigInt(url.searchParams.get('permissions') ?? '0')).toArray().toSorted()).toEqual(
    [
      'ViewChannel',
      'SendMessages',
      'SendMessagesInThreads',
      'EmbedLinks',
      'AttachFiles',
      'ReadMessageHistory',
    ].toSorted(),
  );
});

test('GIVEN each permission whose lack is told THEN the invitation asks for it', () => {
  const named = Object.keys(en.permissions);
  expect(named).toContain('SendMessages');
  expect(
    named.filter((name) => !new PermissionsBitField(BOT_PERMISSIONS).toArray().some((asked) => asked === name)),
  ).toEqual([]);
});
