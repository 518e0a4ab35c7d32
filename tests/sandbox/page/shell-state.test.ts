import { describe, expect, test } from 'vitest';
import type { PageMessage, Snapshot, WireLine } from '../../../src/sandbox/page-protocol.ts';
import {
  INITIAL_STATE,
  localeOf,
  MAX_WIRE_LINES,
  type PageAction,
  type PageState,
  reducePage,
  visibleChannels,
  visibleMessages,
} from '../../../src/sandbox/page/state.ts';

const SNAPSHOT: Snapshot = {
  kind: 'snapshot',
  guildName: 'Sandbox',
  channels: [
    { id: '1', name: 'general', kind: 'text', visibleTo: ['manager', 'member'] },
    { id: '2', name: 'news', kind: 'text', visibleTo: ['manager', 'member'] },
    { id: '3', name: 'staff', kind: 'text', visibleTo: ['manager'] },
  ],
  actors: [
    { actor: 'manager', name: 'Manager', locale: 'en-US' },
    { actor: 'member', name: 'Member', locale: 'fr' },
  ],
  targets: [],
  messages: [],
  commands: [],
  wire: [],
  bot: 'ready',
  standIn: { mode: 'off', requests: 0 },
  breakages: [],
  clock: { offsetMs: 0, nextDigestAt: null },
};

function message(id: string, changes: Partial<PageMessage> = {}): PageMessage {
  return {
    id,
    channelId: '1',
    author: { id: '9', name: 'Kiosque', isBot: true },
    sentAt: 0,
    editedAt: null,
    visibleTo: null,
    usedBy: null,
    body: {},
    files: [],
    names: {},
    ...changes,
  };
}

function after(...actions: readonly PageAction[]): PageState {
  return actions.reduce(reducePage, reducePage(INITIAL_STATE, SNAPSHOT));
}

const post = (id: string, changes: Partial<PageMessage> = {}): PageAction => ({
  kind: 'message',
  message: message(id, changes),
});
const ids = (state: PageState) => visibleMessages(state).map(({ id }) => id);

describe('channels', () => {
  test('GIVEN a first snapshot THEN the first channel is open and nothing is unread', () => {
    const state = after();
    expect(state).toMatchObject({ channelId: '1', unread: [], connection: 'open' });
    expect(visibleChannels(state).map(({ name }) => name)).toEqual(['general', 'news']);
  });

  test('GIVEN a channel that the member does not see THEN becoming the member leaves it', () => {
    const inside = after({ kind: 'become', actor: 'manager' }, { kind: 'open-channel', channelId: '3' });
    expect(inside.channelId).toBe('3');
    expect(reducePage(inside, { kind: 'become', actor: 'member' }).channelId).toBe('1');
  });

  test('GIVEN a message elsewhere THEN its channel is unread until it is opened', () => {
    const state = after(post('10', { channelId: '2' }), post('11', { channelId: '2' }));
    expect(state.unread).toEqual(['2']);
    expect(reducePage(state, { kind: 'open-channel', channelId: '2' }).unread).toEqual([]);
  });

  test('GIVEN a change of a known message elsewhere THEN nothing is unread', () => {
    const state = after(
      post('10', { channelId: '2' }),
      { kind: 'open-channel', channelId: '2' },
      { kind: 'open-channel', channelId: '1' },
      post('10', { channelId: '2', editedAt: 5 }),
    );
    expect(state.unread).toEqual([]);
  });
});

describe('messages', () => {
  test('GIVEN an ephemeral message THEN its actor alone sees it', () => {
    const state = after(post('10', { visibleTo: 'member' }), post('11'));
    expect(ids(state)).toEqual(['10', '11']);
    expect(ids(reducePage(state, { kind: 'become', actor: 'manager' }))).toEqual(['11']);
  });

  test('GIVEN another one’s ephemeral message elsewhere THEN nothing is unread', () => {
    expect(after(post('10', { channelId: '2', visibleTo: 'manager' })).unread).toEqual([]);
  });

  test('GIVEN a newer version THEN it stands where the older did', () => {
    const state = after(post('10'), post('11'), post('10', { editedAt: 7 }));
    expect(ids(state)).toEqual(['10', '11']);
    expect(state.messages[0]?.editedAt).toBe(7);
    expect(state.touched?.id).toBe('10');
  });

  test('GIVEN a message that is gone THEN it is not shown, and a second word of it changes nothing', () => {
    const state = after(post('10'), { kind: 'message-gone', id: '10' }, { kind: 'message-gone', id: '10' });
    expect(ids(state)).toEqual([]);
  });
});

describe('a connection that comes back', () => {
  test('GIVEN the same snapshot twice THEN the state is the same', () => {
    expect(after(SNAPSHOT)).toEqual(after());
  });

  test('GIVEN what came meanwhile THEN the snapshot replaces the state, and its channel is unread', () => {
    const state = after(
      post('10'),
      { kind: 'connection', connection: 'away' },
      { ...SNAPSHOT, messages: [message('12', { channelId: '2' }), message('13', { channelId: '3' })] },
    );
    expect(state).toMatchObject({ connection: 'open', channelId: '1', unread: ['2', '3'] });
    expect(ids(state)).toEqual([]);
  });

  test('GIVEN the visitor in another channel as another actor THEN both stay', () => {
    const state = after({ kind: 'become', actor: 'manager' }, { kind: 'open-channel', channelId: '3' }, SNAPSHOT);
    expect(state).toMatchObject({ actor: 'manager', channelId: '3' });
  });
});

describe('the rest', () => {
  test('GIVEN a new language THEN it is that actor’s alone', () => {
    const state = after({ kind: 'locale', actor: 'member', locale: 'de' });
    expect(localeOf(state)).toBe('de');
    expect(localeOf(reducePage(state, { kind: 'become', actor: 'manager' }))).toBe('en-US');
  });

  test('GIVEN more lines than are kept THEN the newest stay', () => {
    const lines = Array.from({ length: MAX_WIRE_LINES + 5 }, (_, at): WireLine => {
      return { at, direction: 'from-bot', words: '', result: '', kind: 'good' };
    });
    const { wire } = after({ kind: 'wire', lines });
    expect(wire).toHaveLength(MAX_WIRE_LINES);
    expect(wire.at(-1)?.at).toBe(MAX_WIRE_LINES + 4);
  });

  test.each([
    [{ kind: 'bot', bot: 'stopped' }, { bot: 'stopped' }],
    [{ kind: 'commands', commands: [{ name: 'x' }] }, { commands: [{ name: 'x' }] }],
    [{ kind: 'breakages', breakages: ['discord-500'] }, { breakages: ['discord-500'] }],
    [{ kind: 'stand-in', standIn: { mode: 'slow', requests: 2 } }, { standIn: { mode: 'slow', requests: 2 } }],
    [{ kind: 'clock', clock: { offsetMs: 5, nextDigestAt: 9 } }, { clock: { offsetMs: 5, nextDigestAt: 9 } }],
  ] satisfies [PageAction, Partial<PageState>][])('GIVEN %j THEN that part changes', (action, part) => {
    expect(after(action)).toEqual({ ...after(), ...part });
  });
});
