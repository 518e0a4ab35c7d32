import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { render, renderPlain } from '../../src/discord/render.ts';
import { type Block, md, notice, textBlock } from '../../src/reply.ts';
import { flatten } from '../support/interactions.ts';
import { arbitraryReply } from './arbitrary-reply.ts';
import { messageFaults } from './message-faults.ts';

const button = (n: number) => ({ label: `Go ${n}`, action: { command: 'c', action: 'a', args: [String(n)] } });
const texts = (body: unknown) => flatten(body).flatMap((part) => (part.type === 10 ? [part.content ?? ''] : []));

test('GIVEN any reply THEN its message is within the limits of Discord', () => {
  fc.assert(
    fc.property(arbitraryReply, (reply) => {
      const { body, files } = render(reply);
      expect(messageFaults(body, 'edit')).toEqual([]);
      expect(new Set(files.map((file) => file.name)).size).toBe(files.length);
      expect(body.attachments.map((file) => file.filename)).toEqual(files.map((file) => file.name));
    }),
    { numRuns: 150 },
  );
});

test('GIVEN a label beside two long texts THEN the label stays whole and the texts share what is left', () => {
  const long = 'One more sentence of news. '.repeat(200);
  const { body } = render({
    accent: 'public',
    blocks: [textBlock(md`Source: the outlet`), textBlock(md`${long}`), textBlock(md`${long}`)],
  });
  const [label, first = '', second = ''] = texts(body);
  expect(label).toBe('Source: the outlet');
  expect(first).toMatch(/news\. …$/);
  expect(first).toBe(second);
  expect(first.length).toBeGreaterThan(1900);
});

test('GIVEN more components than fit THEN separators go before anything that says something', () => {
  const blocks: Block[] = Array.from({ length: 15 }, (_, n) => [
    textBlock(md`Title ${n}`),
    { kind: 'buttons' as const, buttons: [button(n)] },
    { kind: 'separator' as const },
  ]).flat();
  // 15 texts, 15 rows of one button, 15 separators: 60 and the container.
  const { body } = render({ accent: 'notice', blocks: blocks.slice(0, 36) });
  expect(texts(body)).toHaveLength(12);
  expect(flatten(body).filter((part) => part.type === 14)).toHaveLength(3);
});

test('GIVEN still more components THEN texts become one, and of the rest what is nearest to the last line goes', () => {
  const row = (n: number): Block => ({ kind: 'buttons', buttons: [button(n)] });
  const told = Array.from({ length: 30 }, (_, n) => textBlock(md`T${n}.`));
  const rows = Array.from({ length: 10 }, (_, n) => row(n));
  const { body } = render({ accent: 'notice', blocks: [...told, ...rows, row(99)] });
  expect(texts(body).join('\n')).toBe(told.map((_, n) => `T${n}.`).join('\n'));
  const ids = flatten(body).flatMap((part) => part.custom_id ?? []);
  expect(ids).toEqual([...rows.keys(), 99].map((n) => `k1.c.a.${n}`));

  const many = Array.from({ length: 30 }, (_, n) => [row(n), textBlock(md`T${n}.`)]).flat();
  const { body: ends } = render({ accent: 'notice', blocks: many });
  // The last line is a text: the texts above it join it, and their buttons go.
  expect(texts(ends).join('\n')).toBe(Array.from({ length: 30 }, (_, n) => `T${n}.`).join('\n'));
  expect(messageFaults(ends, 'edit')).toEqual([]);
});

test('GIVEN a button twice THEN it is shown once', () => {
  const blocks: Block[] = [{ kind: 'buttons', buttons: [button(1), button(1), button(2)] }];
  const { body } = render({ accent: 'notice', blocks });
  expect(flatten(body).flatMap((part) => part.custom_id ?? [])).toEqual(['k1.c.a.1', 'k1.c.a.2']);
});

test('GIVEN files whose names become the same THEN both arrive', () => {
  const file = (name: string) => ({ name, contentType: 'text/plain', text: name });
  const { body, files } = render({ ...notice(md`Here`), files: [file('a b.txt'), file('a_b.txt')] });
  expect(files.map(({ name }) => name)).toEqual(['a_b.txt', '1-a_b.txt']);
  expect(JSON.stringify(body.components)).toContain('attachment://1-a_b.txt');
});

test('GIVEN a reply that says nothing THEN the message is not empty', () => {
  expect(texts(render({ accent: 'notice', blocks: [textBlock(md``)] }).body)).toEqual(['…']);
});

test('GIVEN any reply THEN nobody is mentioned by it', () => {
  const { body } = render(notice({ md: '@everyone <@400000000000000001>' }));
  expect(body.allowed_mentions).toEqual({ parse: [] });
});

test('GIVEN an earlier version with files THEN an edit without files takes them away', () => {
  expect(render(notice(md`Later`)).body.attachments).toEqual([]);
});

test('GIVEN a plain text of any length THEN it is a valid message', () => {
  for (const text of ['Sorry.', 'Sorry. '.repeat(900), '', ' \u200b'])
    expect(messageFaults(renderPlain(text).body, 'edit')).toEqual([]);
});

test('GIVEN messages that Discord refuses THEN the check behind these tests says so', () => {
  const v2 = { flags: 1 << 15 };
  const long = { type: 2, style: 2, label: 'x'.repeat(81), custom_id: 'a' };
  const row = { type: 1, components: [long, { ...long, label: 'ok' }] };
  expect(messageFaults({ ...v2, components: [row] }, 'create').join()).toMatch(/components.*a custom id twice/s);
  expect(messageFaults({ ...v2, components: [{ type: 10, content: 'x'.repeat(4001) }] }, 'edit')).toHaveLength(2);
  expect(messageFaults({ flags: 0, components: [] }, 'edit')).toEqual(['no IS_COMPONENTS_V2', 'nothing to show']);
});

test('GIVEN a select of several THEN none to as many as there are may be chosen, and no more stand chosen', () => {
  const options = ['a', 'b', 'c'].map((value) => ({ label: value, value, selected: true }));
  const draw = (most: number) => {
    const select = { placeholder: 'Feeds…', action: { command: 'c', action: 'a', args: [] }, options, most };
    const { body } = render({ accent: 'notice', blocks: [{ kind: 'select', select }] });
    return JSON.stringify(body);
  };
  expect(draw(25)).toContain('"min_values":0,"max_values":3');
  expect(draw(2)).toContain('"min_values":0,"max_values":2');
  expect(draw(2).split('"default":true')).toHaveLength(3);
});
