import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { render, renderPlain } from '../../src/discord/render.ts';
import { renderNotice, renderParts } from '../../src/discord/render-parts.ts';
import { cutMarkdown } from '../../src/discord/shorten.ts';
import { hashFields } from '../../src/ids.ts';
import { type Closing, md, notice } from '../../src/reply.ts';
import { endlessReply, hostileReply, hostileText, OUR_LINKS } from './hostile-reply.ts';
import { markdownFaults, replyFaults } from './reply-faults.ts';

const LINKS: ReadonlySet<string> = new Set(OUR_LINKS);
const closing: Closing = (n) => {
  const key = hashFields(['digest', '2026-11-23T08:00', n], 25);
  const button = { label: `Part ${n}`, action: { command: 'digest', action: 'why', args: [key] } };
  return { key, rows: [{ kind: 'buttons', buttons: [button] }] };
};

test('GIVEN 9,000 hostile replies THEN each is a message within every limit, without a mention or a link of others', {
  timeout: 180_000,
}, () => {
  fc.assert(
    fc.property(hostileReply, (reply) => {
      const { body, files } = render(reply);
      expect(replyFaults(body, 'edit', LINKS)).toEqual([]);
      expect(body.attachments.map((file) => file.filename)).toEqual(files.map((file) => file.name));
    }),
    { numRuns: 9_000 },
  );
});

test('GIVEN 980 of them as editions THEN each of their messages is, too', { timeout: 180_000 }, () => {
  fc.assert(
    fc.property(hostileReply, (reply) => {
      for (const part of renderParts(reply, closing)) {
        const body: unknown = JSON.parse(part.body);
        expect(replyFaults(body, 'create', LINKS)).toEqual([]);
      }
    }),
    { numRuns: 980 },
  );
});

test('GIVEN 20 replies of up to 5,000 blocks THEN each is one message within the limits', { timeout: 180_000 }, () => {
  fc.assert(
    fc.property(endlessReply, (reply) => {
      expect(replyFaults(render(reply).body, 'edit', LINKS)).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

test('GIVEN a hostile text as a notice, or in the plainest message THEN it is within the limits', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const words = md`${text}`;
      expect(replyFaults(JSON.parse(renderNotice(notice(words), 'key')), 'create', LINKS)).toEqual([]);
      expect(replyFaults(renderPlain(words.md).body, 'edit', LINKS)).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test('GIVEN what these tests forbid THEN the check behind them sees it', () => {
  const see = (content: string) => markdownFaults(content, LINKS).length;
  for (const bad of [
    '@everyone',
    '<@1>',
    '\\\\@here',
    'https://evil.example',
    '[a](https://evil.example)',
    '[a](<https://evil.example/>)',
  ])
    expect({ bad, faults: see(bad) }).not.toMatchObject({ faults: 0 });
  for (const good of ['\\@everyone', '\\<\\@1\\>', 'https\\://evil.example', `[a](<${OUR_LINKS[0]}>)`, '<t:1:f>'])
    expect({ good, faults: see(good) }).toMatchObject({ faults: 0 });
});

test('GIVEN an address that two pieces make together THEN it is no link', () => {
  for (const [start, end] of [
    ['https:', '//evil.example'],
    ['https:/', '/evil.example'],
    ['https', '://evil.example'],
  ])
    expect(markdownFaults(md`${start ?? ''}${end ?? ''}`.md, LINKS)).toEqual([]);
});

test('GIVEN a cut near a link whose address has parentheses THEN the link is whole or gone', () => {
  const link = `[${'title '.repeat(20)}](<${OUR_LINKS[1]}>)`;
  for (let max = 10; max < 400; max++) {
    const { head, tail } = cutMarkdown(`Before. ${link} After. ${'word '.repeat(80)}`, max);
    for (const text of [head, tail]) expect(markdownFaults(text, LINKS)).toEqual([]);
  }
});
