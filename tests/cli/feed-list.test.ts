import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommandLine } from '../../src/cli/command-line.ts';
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

test('GIVEN the whole command line THEN a list is imported, known the second time, and exported again, as OPML and as JSON', async () => {
  const folder = temporaryFolder();
  const kiosque = async (...argv: string[]) => {
    const printed: string[] = [];
    const errors: string[] = [];
    const code = await runCommandLine(argv, {
      env: { DATABASE_URL: join(folder, 'k.db') },
      cwd: folder,
      print: (text) => printed.push(text),
      printError: (text) => errors.push(text),
    });
    return { code, printed: printed.join('\n'), errors: errors.join('\n') };
  };
  expect(readOpml((await kiosque('feed', 'export')).printed)?.feeds).toEqual([]);
  const path = write(LIST, 'latin1');
  expect(await kiosque('feed', 'import', path)).toEqual({
    code: 0,
    printed: '2 added, 0 followed already, 1 left out.',
    errors: '',
  });
  expect((await kiosque('feed', 'import', path)).printed).toBe('0 added, 2 followed already, 1 left out.');
  const exported = await kiosque('feed', 'export');
  const wanted = [
    { url: 'https://b.example.org/feed', title: 'B' },
    { url: 'https://a.example.org/feed', title: 'Café' },
  ];
  expect(readOpml(exported.printed)?.feeds).toEqual(wanted);
  const asJson: unknown = JSON.parse((await kiosque('feed', 'export', '--json')).printed);
  expect(asJson).toMatchObject(wanted.map((feed) => ({ ...feed, isShared: true })));
  expect((await kiosque('feed', 'import', write(exported.printed))).printed).toBe('0 added, 2 followed already.');
  expect(await kiosque('feed', 'import')).toMatchObject({ code: 64, errors: expect.stringContaining('FILE.opml') });
  expect((await kiosque('--help')).printed).toContain('feed import FILE.opml');
});
