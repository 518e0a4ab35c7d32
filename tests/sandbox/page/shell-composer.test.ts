import { describe, expect, test } from 'vitest';
import { commands } from '../../../src/commands/index.ts';
import type { PageChannel } from '../../../src/sandbox/page-protocol.ts';
import {
  attach,
  clear,
  type ComposerState,
  EMPTY_COMPOSER,
  eraseBack,
  type Known,
  listSuggestions,
  moveTo,
  pick,
  prepare,
  recall,
  remember,
  TAKES_COMMANDS,
  type,
} from '../../../src/sandbox/page/shell/composer-state.ts';
import { SENDING, writeDraft } from '../../../src/sandbox/page/shell/draft.ts';
import { listLeaves } from '../../../src/sandbox/page/shell/leaves.ts';

const channels: readonly PageChannel[] = ['general', 'news'].map((name) => ({
  id: name,
  name,
  kind: 'text',
  visibleTo: ['manager'],
}));
/** Two required options show how the caret goes from one to the next: here they are those of /digest create. */
const registered = commands.map(({ data }) => JSON.parse(JSON.stringify(data, requireBoth)));
function requireBoth(_key: string, value: unknown): unknown {
  const isOne =
    typeof value === 'object' && value !== null && 'name' in value && ['channel', 'time'].includes(String(value.name));
  return isOne ? { ...value, required: true } : value;
}
const known: Known = { leaves: listLeaves(registered, 'manager', 'en-US'), channels };

const titles = (state: ComposerState) => listSuggestions(state, known).map(({ title }) => title);
const typed = (text: string, from: ComposerState = EMPTY_COMPOSER) => type(from, text, known);
function picked(state: ComposerState, title: string): ComposerState {
  const chosen = listSuggestions(state, known).find((one) => one.title === title);
  if (!chosen) throw new Error(`No ${title} among ${titles(state).join()}`);
  return pick(state, chosen, known);
}
/** A digest with its channel and time, as it is typed. */
function digest(): ComposerState {
  const inChannel = picked(typed('/digest c'), '/digest create');
  return typed('08:00', picked(typed('new', inChannel), '#news'));
}
function sent(state: ComposerState): string {
  const prepared = prepare(state, known);
  return 'draft' in prepared ? writeDraft(prepared.draft) : `wrong: ${prepared.wrong.fault}`;
}

describe('writing a command', () => {
  test('GIVEN a slash THEN every command is offered, the first chosen', () => {
    const state = typed('/');
    expect(titles(state)).toContain('/digest create');
    expect(state.active).toBe(0);
  });

  test('GIVEN a command with required options THEN their fields come first, then the text', () => {
    const state = picked(typed('/digest c'), '/digest create');
    expect(state).toMatchObject({ focus: 'channel', active: 0 });
    expect(titles(state)).toEqual(['#general', '#news']);
    expect(digest()).toMatchObject({ focus: 'time' });
    expect(sent(digest())).toBe('/digest create channel:#news time:08:00');
  });

  test('GIVEN all that is required THEN the caret stands behind it, and options are offered but none chosen', () => {
    const state = picked(typed('/summ'), '/summary');
    expect(state).toMatchObject({ focus: '', active: -1 });
    expect(titles(state)).toEqual(['article', 'length', 'language', 'extracts', 'share']);
    expect(sent(state)).toBe('/summary');
  });

  test('GIVEN a further option THEN it gets a field, and choices go as their values', () => {
    const field = picked(typed('len', picked(typed('/summ'), '/summary')), 'length');
    expect(field.focus).toBe('length');
    expect(titles(field).length).toBeGreaterThan(1);
    const chosen = picked(field, titles(field)[1] ?? '');
    expect(sent(chosen)).toMatch(/^\/summary length:\S+$/);
    expect(titles(chosen)).not.toContain('length');
  });

  test('GIVEN a choice of the bot THEN its name is seen and its value is sent', () => {
    const field = picked(picked(typed('/summ'), '/summary'), 'article');
    const completions = [{ key: '01ab', title: 'The pact · Sputnik', detail: '' }];
    const chosen = picked({ ...field, completions }, 'The pact · Sputnik');
    expect(chosen.draft?.fields[0]).toMatchObject({ text: 'The pact · Sputnik', value: '01ab' });
    expect(sent(chosen)).toBe('/summary article:01ab');
  });

  test.each(['/digest create channel:#news time:08:00', '/digest create channel:news time:08:00 '])(
    'GIVEN %j pasted THEN it fills the fields',
    (text) => expect(sent(typed(text))).toBe('/digest create channel:#news time:08:00'),
  );

  test('GIVEN a name typed in full THEN it becomes a command at the blank behind it', () => {
    expect(typed('/summary').draft).toBeNull();
    expect(typed('/summary ').draft).not.toBeNull();
    expect(typed('/digest ').draft).toBeNull();
  });
});

describe('what is not sent', () => {
  test.each([
    ['hello', TAKES_COMMANDS],
    ['/nothing here', 'There is no command /nothing for you here.'],
    ['', ''],
  ])('GIVEN %j THEN %j', (text, fault) => {
    expect(sent(typed(text))).toBe(`wrong: ${fault}`);
  });

  test('GIVEN a required option left empty THEN it says which, and the caret goes there', () => {
    const state = moveTo(picked(typed('/digest c'), '/digest create'), '', known);
    const prepared = prepare(state, known);
    expect(prepared).toMatchObject({ wrong: { focus: 'channel', fault: '“channel” is required.' } });
  });

  test('GIVEN stray text behind the fields THEN it is named', () => {
    expect(sent(typed('soon', moveTo(digest(), '', known)))).toContain('“soon”');
  });
});

describe('going back', () => {
  test('GIVEN Backspace in empty fields THEN optional ones go, then the command', () => {
    const field = picked(picked(typed('/summ'), '/summary'), 'length');
    const without = eraseBack(field, known);
    expect(without).toMatchObject({ focus: '', draft: { fields: [] } });
    expect(eraseBack(without, known)).toMatchObject({ draft: null, line: '/', isOpen: true });
  });

  test('GIVEN Backspace in an empty required field THEN it stays, and the caret goes back', () => {
    const time = picked(picked(typed('/digest c'), '/digest create'), '#news');
    const back = eraseBack(time, known);
    expect(back).toMatchObject({ focus: 'channel' });
    expect(back.draft?.fields).toHaveLength(2);
  });

  test('GIVEN two commands sent THEN they come back newest first, and then the empty line', () => {
    const both = [typed('/article '), digest()].reduce<ComposerState>((now, { draft }) => {
      return draft ? clear(remember(now, draft)) : now;
    }, EMPTY_COMPOSER);
    const newest = recall(both, 1);
    expect(sent(newest)).toBe('/digest create channel:#news time:08:00');
    const oldest = recall(newest, 1);
    expect(sent(oldest)).toBe('/article');
    expect(recall(oldest, 1)).toBe(oldest);
    expect(recall(recall(oldest, -1), -1)).toMatchObject({ draft: null, line: '' });
  });

  test('GIVEN the same command twice THEN the history holds it once', () => {
    const { draft } = digest();
    const state = draft ? remember(remember(EMPTY_COMPOSER, draft), draft) : EMPTY_COMPOSER;
    expect(state.history).toHaveLength(1);
  });
});

describe('an option that takes a file', () => {
  const data = {
    name: 'weigh',
    description: 'Weighs',
    options: [{ name: 'file', description: 'A file', type: 11, required: true }],
  };
  const files: Known = { leaves: listLeaves([data], 'member', 'en-US'), channels };
  const begun = () => type(EMPTY_COMPOSER, '/weigh ', files);
  const sentWith = (state: ComposerState) => {
    const prepared = prepare(state, files);
    return 'draft' in prepared ? writeDraft(prepared.draft) : prepared.wrong.fault;
  };

  test('GIVEN a chosen file THEN its name is seen, its id is sent, and the caret goes on once it is there', () => {
    expect(begun().focus).toBe('file');
    expect(listSuggestions(begun(), files)).toEqual([]);
    const sending = attach(begun(), 'file', { title: 'a.txt', value: SENDING }, files);
    expect(sending.focus).toBe('file');
    expect(sentWith(sending)).toContain('still on its way');
    const there = attach(sending, 'file', { title: 'a.txt', value: '123' }, files);
    expect(there.focus).toBe('');
    expect(there.draft?.fields[0]?.text).toBe('a.txt');
    expect(sentWith(there)).toBe('/weigh file:123');
  });

  test('GIVEN no file, a typed path or a command that has gone THEN nothing is sent', () => {
    expect(sentWith(begun())).toBe('“file” is required.');
    expect(sentWith(type(EMPTY_COMPOSER, '/weigh file:/etc/hosts ', files))).toBe('“file” takes a file: choose one.');
    expect(attach(clear(begun()), 'file', { title: 'a.txt', value: '1' }, files).draft).toBeNull();
  });
});
