import { describe, expect, test } from 'vitest';
import { auditArticles, type Evidence } from '../support/month/audit-articles.ts';
import { auditRequests } from '../support/month/audit-requests.ts';
import type { StoredArticle } from '../support/month/stored.ts';
import { traitsNamed } from '../support/month/traits.ts';
import { type Asked, newWebLog, noteServed } from '../support/month/web-log.ts';
import { HOUR, listAt, MINUTE, type Piece, planWeb, textOf, versionAt } from '../support/month/web-plan.ts';

const START = Date.parse('2026-11-02T00:00:00Z');

/** A web of two days whose poller did everything right. */
function perfectEvidence(names: readonly string[] = ['plain', 'corrects', 'wire texts', 'wire texts']): Evidence {
  const plan = planWeb({ seed: 5, start: START, days: 2, traits: traitsNamed(names) });
  const log = newWebLog();
  for (let at = plan.start; at <= plan.end; at += HOUR)
    for (const feed of plan.feeds) {
      log.asked.push({ ...asking, at: at + feed.n * MINUTE, host: feed.host, path: feed.path, feed: feed.n });
      for (const piece of listAt(plan, feed, at))
        noteServed(log.served, piece.id, {
          version: versionAt(piece, at),
          at: at + feed.n * MINUTE,
          life: 'a',
          feed: feed.n,
          isSure: true,
        });
    }
  const firsts = new Map<number, string>();
  const articles = [...plan.pieces.values()]
    .filter(({ id }) => log.served.has(id))
    .toSorted((a, b) => (log.served.get(a.id)?.[0]?.at ?? 0) - (log.served.get(b.id)?.[0]?.at ?? 0))
    .map((piece, seq) => {
      const first = firsts.get(piece.mark);
      firsts.set(piece.mark, first ?? `a${piece.id}`);
      return { ...toArticle(piece, log.served.get(piece.id) ?? []), seq, sameTextAs: first ?? null };
    });
  return { plan, log, lives: [{ name: 'a', from: plan.start, diedAt: null }], articles };

  function toArticle(piece: Piece, served: readonly { version: number; at: number }[]): StoredArticle {
    const tongue = plan.feeds[piece.feed]?.tongue ?? 'en';
    return {
      id: `a${piece.id}`,
      seq: 0,
      url: `http://${plan.feeds[piece.feed]?.host}/p/${piece.id}`,
      language: tongue,
      publishedAt: piece.publishedAt,
      publishedOn: null,
      extent: 'full',
      sameTextAs: null,
      revisions: served.map(({ version, at }) => ({ ...textOf(piece, version, tongue), storedAt: at })),
    };
  }
}

const asking: Asked = {
  at: START,
  host: 'news0.example',
  path: '/feed/0',
  life: 'a',
  feed: 0,
  piece: null,
  status: 200,
  retryAfterMs: null,
  isConditional: true,
  hasValidators: true,
  overlaps: 'no',
  isWhole: true,
};

describe('what is stored', () => {
  test('GIVEN a poller that did everything right THEN nothing is found, and it counted', () => {
    const { figures, faults } = auditArticles(perfectEvidence());
    expect(faults).toEqual([]);
    const value = (name: string) => figures.find((one) => one.name === name)?.value;
    expect(value('items listed for a poller')).toBeGreaterThan(8);
    expect(value('corrections stored as revisions')).toBeGreaterThan(0);
    expect(value('wire texts on several sites')).toBeGreaterThan(1);
  });

  /** A fault that is planted into what was right, and what the auditor calls it. */
  const planted: readonly (readonly [string, string, (given: Evidence) => Evidence])[] = [
    ['an article twice', 'items stored twice', change((list) => [...list, { ...last(list), id: 'again' }])],
    ['an article missing', 'items lost', change((list) => list.slice(0, -1))],
    [
      'an article of nobody’s',
      'articles that nobody published',
      change((list) => [...list, { ...last(list), id: 'new', url: 'http://news0.example/p/555555' }]),
    ],
    [
      'the text of one under the address of another',
      'articles that nobody published',
      change((list) => [...list.slice(0, -1), { ...last(list), revisions: list[0]?.revisions ?? [] }]),
    ],
    [
      'a letter changed',
      'articles with another text than the last one given',
      change((list) => list.map((one) => ({ ...one, revisions: one.revisions.map(spoilText) }))),
    ],
    [
      'a correction missing',
      'corrections lost',
      change((list) => list.map((one) => ({ ...one, revisions: one.revisions.slice(-1) }))),
    ],
    [
      'a revision for nothing',
      'revisions without a correction',
      change((list) => list.map((one) => ({ ...one, revisions: [...one.revisions, ...one.revisions] }))),
    ],
    [
      'copies that do not know each other',
      'copies of a wire text not known as one',
      change((list) => list.map((one) => ({ ...one, sameTextAs: null }))),
    ],
    [
      'a text taken for a copy',
      'texts of their own taken for copies',
      change((list) => list.map((one, n) => (n === 0 ? { ...one, sameTextAs: last(list).id } : one))),
    ],
    [
      'dates an hour off',
      'dates that are not the item’s',
      change((list) => list.map((one) => ({ ...one, publishedAt: (one.publishedAt ?? 0) + HOUR }))),
    ],
    ['another language', 'languages known', change((list) => list.map((one) => ({ ...one, language: 'xx' })))],
    [
      'items that no poll saw',
      'items promised and never asked for in time',
      (given) => ({ ...given, articles: [], log: { ...given.log, served: new Map() } }),
    ],
  ];

  test.each(planted)('GIVEN %s THEN it is called %s', (_what, name, plant) => {
    const { figures, faults } = auditArticles(plant(perfectEvidence()));
    expect(figures.find((one) => one.name === name)?.ok).toBe(false);
    expect(faults.some((one) => one.startsWith(name))).toBe(true);
  });

  test('GIVEN an answer whose poller died before it wrote THEN nothing is owed', () => {
    const given = perfectEvidence(['plain']);
    const [piece = 0] = [...given.log.served].findLast(([, list]) => list.length > 0) ?? [];
    const at = given.log.served.get(piece)?.[0]?.at ?? 0;
    for (const one of given.log.served.get(piece) ?? []) Object.assign(one, { lastAt: at, life: 'b' });
    const lives = [...given.lives, { name: 'b', from: given.plan.start, diedAt: at + MINUTE }];
    const articles = given.articles.filter(({ id }) => id !== `a${piece}`);
    expect(auditArticles({ ...given, lives, articles }).faults).toEqual([]);
  });
});

describe('what is asked', () => {
  const given = perfectEvidence(['plain', 'plain']);
  const at = (minutes: number, more: Partial<Asked> = {}): Asked => ({
    ...asking,
    at: START + minutes * MINUTE,
    ...more,
  });

  test('GIVEN requests of a polite poller THEN nothing is found', () => {
    expect(auditRequests(given.log.asked, given).faults).toEqual([]);
  });

  const impolite: readonly (readonly [string, string, readonly Asked[]])[] = [
    ['two at once', 'two requests at once to a host', [at(0), at(20, { overlaps: 'own' })]],
    [
      'half a second between two',
      'pauses between requests to a host not kept',
      [at(0), { ...at(0, { path: '/feed/1', feed: 1 }), at: START + 500 }],
    ],
    [
      'one before Retry-After is over',
      'Retry-After not kept',
      [at(0, { status: 503, isWhole: false, retryAfterMs: HOUR }), at(40)],
    ],
    [
      'another feed of the host before it is over',
      'Retry-After of a host not kept',
      [at(0, { status: 429, isWhole: false, retryAfterMs: HOUR }), at(40, { path: '/feed/1', feed: 1 })],
    ],
    ['one after five minutes', 'feeds asked again within ten minutes', [at(0), at(5)]],
    ['one after 410', 'feeds asked after they were gone (410)', [at(0, { status: 410, isWhole: false }), at(90)]],
    [
      'many at an address that moved',
      'old addresses still asked',
      [0, 20, 40, 60, 80].map((minutes) => at(minutes, { status: 301, isWhole: false })),
    ],
    [
      'none with validators',
      'requests with validators where there are some',
      [0, 20, 40].map((minutes) => at(minutes, { isConditional: false })),
    ],
    [
      'a page again and again',
      'pages asked too often',
      Array.from({ length: 14 }, (_, n) => at(n * 20, { feed: null, piece: 100_001, path: '/p/100001', status: 500 })),
    ],
  ];

  test.each(impolite)('GIVEN %s THEN it is called %s', (_what, name, asked) => {
    const { figures, faults } = auditRequests(asked, given);
    expect(figures.find((one) => one.name === name)?.ok).toBe(false);
    expect(faults.every((one) => one.startsWith(name))).toBe(true);
  });

  test('GIVEN a poller that died right after the answer THEN the next one may ask again', () => {
    const lives = [
      { name: 'a', from: START, diedAt: START + MINUTE },
      { name: 'b', from: START, diedAt: null },
    ];
    const asked = [at(0, { status: 503, isWhole: false, retryAfterMs: HOUR }), at(3, { life: 'b' })];
    expect(auditRequests(asked, { ...given, lives }).faults).toEqual([]);
  });
});

function change(how: (list: readonly StoredArticle[]) => readonly StoredArticle[]): (given: Evidence) => Evidence {
  return (given) => ({ ...given, articles: how(given.articles) });
}

function last(list: readonly StoredArticle[]): StoredArticle {
  const article = list.at(-1);
  if (!article) throw new Error('There is no article to spoil');
  return article;
}

function spoilText(one: StoredArticle['revisions'][number]): StoredArticle['revisions'][number] {
  return { ...one, paragraphs: one.paragraphs.map((text) => text.replace('e', 'x').replace('а', 'ы')) };
}
