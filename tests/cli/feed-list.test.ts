import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runFeedList } from '../../src/cli/feed-list.ts';
import type { Feeds, FollowedFeed } from '../../src/services/feeds/feeds.ts';
import { readOpml } from '../../src/services/feeds/opml.ts';
import { temporaryFolder } from '../support/sandbox-bot.ts';

const FOLLOWED: FollowedFeed = {
  id: 'f00000000001',
  url: 'https://a.example.org/feed',
  title: 'Harbor & sea',
  siteUrl: 'https://a.example.org/',
  state: 'active',
  problem: null,
  isShared: true,
  addedBy: '',
  addedAt: 0,
  succeededAt: null,
  nextAt: null,
  articles: 0,
};

async function run(args: readonly string[], { json = false } = {}) {
  const printed: string[] = [];
  const asked: unknown[] = [];
  const feeds: Pick<Feeds, 'followAll' | 'list'> = {
    list: async (guildId) => (guildId === '' ? [FOLLOWED] : []),
    followAll: async (list, by) => {
      asked.push(list, by);
      return { added: list.length - 1, known: 1, refused: ['https://c.example.org/'] };
    },
  };
  await runFeedList(args, feeds, { json, now: 0, print: (text) => void printed.push(text) });
  return { printed: printed.join('\n'), asked };
}

function write(body: string, encoding: BufferEncoding = 'utf8'): string {
  const path = join(temporaryFolder(), 'list.opml');
  writeFileSync(path, Buffer.from(body, encoding));
  return path;
}

const LIST = `<?xml version="1.0" encoding="iso-8859-1"?><opml version="1.0"><body>
  <outline text="Café" xmlUrl="https://a.example.org/feed"/><outline text="B" xmlUrl="https://b.example.org/feed"/>
  <outline xmlUrl="nowhere"/></body></opml>`;

test('GIVEN a list in an old encoding THEN its feeds are followed for every server, and it is said what came of it', async () => {
  const { printed, asked } = await run(['import', write(LIST, 'latin1')]);
  expect(asked).toEqual([
    [
      { url: 'https://a.example.org/feed', title: 'Café' },
      { url: 'https://b.example.org/feed', title: 'B' },
    ],
    { guildId: '', memberId: '' },
  ]);
  expect(printed).toBe('1 added, 1 followed already, 2 left out.\nleft out: https://c.example.org/');
  const { printed: asJson } = await run(['import', write(LIST)], { json: true });
  expect(JSON.parse(asJson)).toEqual({ added: 1, known: 1, left: 2, refused: ['https://c.example.org/'] });
});

test('GIVEN an export THEN a list that an import reads', async () => {
  expect(readOpml((await run(['export'])).printed)).toEqual({
    feeds: [{ url: 'https://a.example.org/feed', title: 'Harbor & sea' }],
    left: 0,
  });
  expect(JSON.parse((await run(['export'], { json: true })).printed)).toMatchObject([{ id: 'f00000000001' }]);
});

test.each([
  ['no file', ['import'], 64],
  ['two files', ['import', 'a', 'b'], 64],
  ['a file for the export', ['export', 'a'], 64],
  ['a file that is not there', ['import', '/nowhere/x.opml'], 66],
])('GIVEN %s THEN one sentence and its exit code', async (_, args, exitCode) => {
  await expect(run(args)).rejects.toMatchObject({ exitCode });
});

test('GIVEN a page for a list THEN it is no list', async () => {
  await expect(run(['import', write('<html><body>x</body></html>')])).rejects.toMatchObject({ exitCode: 65 });
});
