import { openNewsroom } from '../src/app.ts';
import { systemClock } from '../src/clock.ts';
import { parseConfig } from '../src/config.ts';
import { renderParts } from '../src/discord/render-parts.ts';
import { ORDER_DEFAULTS } from '../src/services/digests/digests.ts';
import { importArticle } from '../src/services/import.ts';
import { drawFrom } from '../tests/support/crash-draw.ts';
import { recordingLog } from '../tests/support/interactions.ts';
import { reportExact, report, round } from './report.ts';
import { tellAcross } from './liar-lies.ts';
import { type Asked, plainArticle, startEndpoint } from './reading-desk.ts';

const DAY = 86_400_000;
const MORNING = Date.parse('2026-11-23T06:00:00Z');
const LANGUAGES = ['en', 'fr', 'de'] as const;
const NAMES: Readonly<Record<string, string>> = { English: 'en', French: 'fr', German: 'de' };

/** The same stories in the digests of many servers, in three languages: how many texts the model is asked for. */
export async function benchShared({ servers, stories }: { servers: number; stories: number }): Promise<void> {
  const asked = new Map<string, number>();
  const endpoint = await startEndpoint((question) => {
    const name = `${languageOf(question)} ${question.lines[0]?.text}`;
    asked.set(name, (asked.get(name) ?? 0) + 1);
    return answer(question);
  });
  let now = MORNING;
  const { newsroom, posts, errors } = await openShared(endpoint.baseUrl, () => now);
  const began = performance.now();
  const ground = { db: newsroom.db, clock: { ...systemClock(), now: () => now }, random: drawFrom(3).bytes };
  for (let made = 1; made <= stories; made++) await importArticle(ground, composeArticle(made));
  await foundServers(newsroom.services.digests, servers);
  now = MORNING + 2 * 3_600_000;
  await newsroom.planner.runOnce();
  const editions = posts.size;
  const calls = endpoint.requests();
  now += DAY;
  for (let made = stories + 1; made <= stories + 2; made++) await importArticle(ground, composeArticle(made));
  await newsroom.planner.runOnce();
  const later = endpoint.requests() - calls;
  await newsroom.close();
  endpoint.stop();
  const languages = LANGUAGES.length;
  const unshared = stories * languages * servers;
  report({ name: 'shared: servers', value: servers, unit: 'servers' });
  reportExact('shared: editions posted', editions, 'editions', servers * languages);
  report({
    name: 'shared: model calls',
    value: calls,
    unit: 'calls',
    baseline: unshared,
    ratio: round(calls / unshared, 5),
    bar: String(stories * languages),
    ok: calls === stories * languages,
  });
  report({
    name: 'shared: model calls the day after, two new stories',
    value: later,
    unit: 'calls',
    bar: String(2 * languages),
    ok: later === 2 * languages,
  });
  reportExact('shared: most calls for one story and language', Math.max(...asked.values()), 'calls', 1);
  reportExact('shared: errors in the log', errors(), 'lines');
  report({ name: 'shared: took', value: round((performance.now() - began) / 1000, 1), unit: 's' });
}

async function openShared(baseUrl: string, now: () => number) {
  const { log, events } = recordingLog();
  const config = parseConfig({
    DATABASE_URL: ':memory:',
    SEED_ARTICLE: 'off',
    OPENAI_BASE_URL: baseUrl,
    LLM_DAILY_TOKENS: '0',
    LLM_SERVER_DAILY_TOKENS: '0',
  });
  const clock = { ...systemClock(), now };
  const posts = new Set<string>();
  const office = {
    async post({ key, channelId }: { key: string; channelId: string }) {
      posts.add(channelId);
      return { kind: 'sent', messageId: key, channelId, found: false } as const;
    },
    find: async () => ({ kind: 'absent' }) as const,
    publish: async () => ({ kind: 'published' }) as const,
    mayPost: async () => true,
  };
  const posting = { renderParts, office };
  const newsroom = await openNewsroom({ config, clock, random: drawFrom(5).bytes, log }, posting);
  return { newsroom, posts, errors: () => events.filter((one) => one.level === 'error').length };
}

async function foundServers(
  digests: Awaited<ReturnType<typeof openShared>>['newsroom']['services']['digests'],
  servers: number,
): Promise<void> {
  for (let server = 0; server < servers; server++)
    for (const [index, language] of LANGUAGES.entries()) {
      const guildId = String(300_000_000_000_000_000n + BigInt(server));
      const channelId = String(400_000_000_000_000_000n + BigInt(server * LANGUAGES.length + index));
      const order = { ...ORDER_DEFAULTS, guildId, channelId, zone: 'UTC', language, times: ['08:00'] };
      await digests.create({ ...order, days: [1, 2, 3, 4, 5, 6, 7], quiet: 'say' }, 'u1');
    }
}

function composeArticle(n: number) {
  const text = `Mara Delacourt counted ${1_000 + n * 37} boats in Port Larne on the morning of the fair.\n\nThe harbor is open to visitors.`;
  return plainArticle({ title: `Port Larne counts its boats, part ${n}`, text, language: 'en' });
}

function languageOf({ user }: Asked): string {
  const [, name = ''] = /(?:points|again) in (\w+) \(/.exec(user) ?? [];
  return NAMES[name] ?? 'en';
}

/** What an honest model says: one sentence in the language asked for, with its evidence. */
function answer(question: Asked): unknown {
  const line = question.lines.find(({ n }) => n > 0);
  const quote = line?.text ?? '';
  const figure = /\d{4,}/.exec(quote)?.[0] ?? '';
  const language = languageOf(question);
  const text = language === 'en' ? quote : tellAcross(language, { name: 'Port Larne', figure });
  return { headline: 'Port Larne', points: [{ text, evidence: [{ paragraph: line?.n ?? 1, quote }] }] };
}
