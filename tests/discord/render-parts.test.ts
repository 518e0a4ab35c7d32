import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderNotice, renderParts } from '../../src/discord/render-parts.ts';
import { hashFields } from '../../src/ids.ts';
import { type Block, type Closing, md, notice, type Part, type Reply, textBlock } from '../../src/reply.ts';
import { flatten, type RawPart } from '../support/interactions.ts';
import { arbitraryReply } from './arbitrary-reply.ts';
import { messageFaults } from './message-faults.ts';

const closing: Closing = (n) => {
  const key = hashFields(['digest', '2026-11-23T08:00', n], 25);
  const button = { label: `Part ${n}`, action: { command: 'digest', action: 'why', args: [key] } };
  return { key, rows: [{ kind: 'buttons', buttons: [button] }] };
};
const article = (n: number, length: number): Block[] => [
  { kind: 'separator' },
  textBlock(md`**Title ${n}**`),
  textBlock(md`${`Sentence of ${n}. `.repeat(Math.ceil(length / 14)).trim()}`),
  {
    kind: 'buttons',
    buttons: [{ label: 'Read', action: { command: 'article', action: 'show', args: [String(n)] } }],
  },
];
const edition = (articles: number, length: number): Reply => ({
  accent: 'notice',
  blocks: [textBlock(md`Your digest`), ...Array.from({ length: articles }, (_, n) => article(n + 1, length)).flat()],
});
const parsed = (part: Part): unknown => JSON.parse(part.body);
const linesOf = (part: Part | undefined): RawPart[] => (part ? (flatten(parsed(part))[0]?.components ?? []) : []);
const textOf = (part: Part | undefined) =>
  linesOf(part)
    .flatMap((line) => line.content ?? [])
    .join('\n');

test('GIVEN a short edition THEN it is one message that ends in its closing button', () => {
  const parts = renderParts(edition(3, 300), closing);
  expect(parts).toHaveLength(1);
  expect(parts[0]?.key).toBe(closing(1).key);
  const last = linesOf(parts[0]).at(-1);
  expect(last?.components?.map((button) => button.custom_id)).toEqual([`k1.digest.why.${closing(1).key}`]);
});

test('GIVEN an edition of ten long articles THEN no article is torn between two messages nor shortened', () => {
  const parts = renderParts(edition(10, 900), closing);
  expect(parts).toHaveLength(3);
  expect(parts.map(({ key }) => key)).toEqual([1, 2, 3].map((n) => closing(n).key));
  const together = parts.map(textOf).join('\n');
  expect(together).not.toContain('…');
  for (const part of parts) {
    const titles = [...textOf(part).matchAll(/Title (\d+)/g)].map(([, n]) => n);
    const bodies = [...new Set([...textOf(part).matchAll(/Sentence of (\d+)/g)].map(([, n]) => n))];
    const buttons = flatten(parsed(part)).flatMap((one) => one.custom_id?.split('article.show.')[1] ?? []);
    expect(bodies).toEqual(titles);
    expect(buttons).toEqual(titles);
  }
});

test('GIVEN messages that begin or end at a separator THEN no line hangs there', () => {
  for (const part of renderParts(edition(10, 900), closing)) {
    const kinds = linesOf(part).map((line) => line.type);
    expect(kinds[0]).toBe(10);
    expect(kinds.at(-2)).not.toBe(14);
  }
});

test('GIVEN one article longer than a message THEN its text alone is shortened', () => {
  const parts = renderParts(
    { accent: 'notice', blocks: [...article(1, 200), ...article(2, 6000), ...article(3, 200)] },
    closing,
  );
  const texts = parts.map(textOf);
  expect(texts.join('\n')).toContain('Title 3');
  expect(texts.filter((text) => text.includes('…'))).toHaveLength(1);
  expect(texts.find((text) => text.includes('…'))).not.toContain('of 3');
  for (const part of parts) expect(messageFaults(parsed(part), 'create')).toEqual([]);
});

test('GIVEN any reply THEN every part is within the limits of Discord and ends in its own button', () => {
  fc.assert(
    fc.property(arbitraryReply, (reply) => {
      const parts = renderParts(reply, closing);
      expect(parts.length).toBeGreaterThan(0);
      for (const [index, part] of parts.entries()) {
        expect(messageFaults(parsed(part), 'create')).toEqual([]);
        expect(JSON.stringify(linesOf(part).at(-1))).toContain(closing(index + 1).key);
      }
      expect(renderParts(reply, closing)).toEqual(parts);
    }),
    { numRuns: 100 },
  );
});

test('GIVEN a part THEN its body is final: the nonce is its key and is enforced, nobody is mentioned', () => {
  const [part] = renderParts(edition(1, 100), closing);
  const body = part ? parsed(part) : undefined;
  expect(body).toMatchObject({
    flags: 1 << 15,
    allowed_mentions: { parse: [] },
    nonce: closing(1).key,
    enforce_nonce: true,
  });
  expect(body).not.toHaveProperty('tts');
  expect(body).not.toHaveProperty('attachments');
});

test('GIVEN an edition without a word THEN there is still one part', () => {
  expect(renderParts({ accent: 'notice', blocks: [] }, closing)).toHaveLength(1);
});

test('GIVEN a closing button that does not carry the key THEN nothing is rendered', () => {
  const lost: Closing = (n) => ({ ...closing(n), key: 'another-key' });
  expect(() => renderParts(edition(1, 100), lost)).toThrow(TypeError);
});

test('GIVEN a key too long for a nonce THEN nothing is rendered', () => {
  expect(() => renderNotice(notice(md`Told`), 'k'.repeat(26))).toThrow(RangeError);
  expect(() => renderNotice(notice(md`Told`), '')).toThrow(RangeError);
});

test('GIVEN a notice for the administrators THEN it is one valid message with its nonce', () => {
  const body: unknown = JSON.parse(renderNotice(notice(md`A slot is uncertain. ${'x'.repeat(5000)}`), 'key1'));
  expect(messageFaults(body, 'create')).toEqual([]);
  expect(body).toMatchObject({ nonce: 'key1', enforce_nonce: true });
});

/** Closes with a select of the part's stories, which alone carries the key where `withButton` is false. */
const selecting =
  (withButton = true): Closing =>
  (n) => {
    const { key, rows } = closing(n);
    const action = { command: 'digest', action: 'story', args: [key] };
    return { key, rows: [{ kind: 'entries', placeholder: 'A story', action }, ...(withButton ? rows : [])] };
  };
const story = (n: number, length = 40): Block => ({
  kind: 'text',
  text: md`**Story ${n}** ${'word '.repeat(length / 5)}`,
  entry: { label: `Story ${n}`, value: `s${n}` },
});
const stories = (count: number, length?: number): Reply => ({
  accent: 'notice',
  blocks: Array.from({ length: count }, (_, n) => story(n + 1, length)),
});
const optionsOf = (part: Part | undefined) =>
  part ? flatten(parsed(part)).flatMap((one) => one.options?.map(({ value }) => value) ?? []) : [];

test('GIVEN blocks with entries THEN each part ends in a select of its own entries', () => {
  const parts = renderParts(stories(10, 900), selecting());
  expect(parts.length).toBeGreaterThan(2);
  for (const part of parts) {
    const shown = [...textOf(part).matchAll(/Story (\d+)/g)].map(([, n]) => `s${n}`);
    expect(optionsOf(part)).toEqual(shown);
    expect(part.entries).toEqual(shown);
    expect(messageFaults(parsed(part), 'create')).toEqual([]);
    const ends = linesOf(part).slice(-2);
    expect(ends.map((row) => row.components?.[0]?.type)).toEqual([3, 2]);
  }
  expect(parts.flatMap(({ entries }) => entries)).toEqual(Array.from({ length: 10 }, (_, n) => `s${n + 1}`));
});

test('GIVEN more entries than a select lists THEN the next ones go into the next part', () => {
  const parts = renderParts(stories(30, 10), selecting());
  expect(parts.map(({ entries }) => entries.length)).toEqual([25, 5]);
});

test('GIVEN a part without entries THEN it has no select, and its button must carry the key', () => {
  const [part] = renderParts(edition(1, 100), selecting());
  expect(optionsOf(part)).toEqual([]);
  expect(part?.entries).toEqual([]);
  expect(
    linesOf(part)
      .at(-1)
      ?.components?.map((button) => button.type),
  ).toEqual([2]);
  expect(() => renderParts(edition(1, 100), selecting(false))).toThrow(TypeError);
  expect(renderParts(stories(1), selecting(false))).toHaveLength(1);
});

test('GIVEN entries of one value, or a closing without a select THEN nothing is listed twice, or at all', () => {
  const [twice] = renderParts({ accent: 'notice', blocks: [story(1), story(1)] }, selecting());
  expect(twice?.entries).toEqual(['s1']);
  expect(renderParts(stories(2), closing)[0]?.entries).toEqual([]);
});

test('GIVEN a role to call THEN the first part begins with it and allows it alone', () => {
  const role = '123456789012345678';
  const parts = renderParts(edition(10, 900), closing, { mentionRole: role });
  const bodies = parts.map(parsed);
  expect(bodies[0]).toMatchObject({
    components: [{ type: 10, content: `<@&${role}>` }, { type: 17 }],
    allowed_mentions: { parse: [], roles: [role] },
  });
  for (const body of bodies.slice(1)) expect(body).toHaveProperty('allowed_mentions', { parse: [] });
  for (const body of bodies) expect(messageFaults(body, 'create')).toEqual([]);
});

test('GIVEN a title for a forum THEN the first part alone opens a post, without a nonce; the others are messages', () => {
  const parts = renderParts(edition(10, 900), closing, { forumTitle: 'T'.repeat(200), mentionRole: '1' });
  expect(parts.map(({ form }) => form)).toEqual(['forum-post', 'message', 'message']);
  const [first, second] = parts.map(parsed);
  expect(first).toEqual({
    name: `${'T'.repeat(99)}…`,
    message: { flags: 1 << 15, allowed_mentions: { parse: [], roles: ['1'] }, components: expect.any(Array) },
  });
  expect(second).toMatchObject({ nonce: closing(2).key, enforce_nonce: true });
});

test('GIVEN any reply with entries, a role and a forum THEN every part is within the limits of Discord', () => {
  const withEntries = arbitraryReply.map(
    (reply): Reply => ({
      ...reply,
      blocks: reply.blocks.map((block, n) =>
        block.kind === 'text' ? { ...block, entry: { label: `L${n}`, value: `v${n}` } } : block,
      ),
    }),
  );
  fc.assert(
    fc.property(withEntries, (reply) => {
      const parts = renderParts(reply, selecting(), { mentionRole: '123456789012345678' });
      for (const [index, part] of parts.entries()) {
        expect(messageFaults(parsed(part), 'create')).toEqual([]);
        expect(part.body).toContain(selecting()(index + 1).key);
        expect(optionsOf(part).filter((value) => /^v\d+$/.test(value))).toEqual(part.entries);
      }
    }),
    { numRuns: 60 },
  );
});
