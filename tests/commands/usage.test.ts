import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { digestCostLine, digestCostLines } from '../../src/commands/usage-lines.ts';
import { render } from '../../src/discord/render.ts';
import { renderParts } from '../../src/discord/render-parts.ts';
import { type Closing, md, textBlock } from '../../src/reply.ts';
import { SCHEDULED_ASKER } from '../../src/services/asker.ts';
import { wordsFor } from '../../src/words/words.ts';
import { FERRY, LIBRARY, storeArticle } from '../support/articles.ts';
import { flatten, GUILD_ID, type Overrides, partialServices, runInteraction, slash } from '../support/interactions.ts';
import { honestSummary, scriptedModel } from '../support/model.ts';
import { testReading } from '../support/newsroom.ts';

const PRICE = { in: 1, cached: 0.1, out: 10 };
/** 80 fresh tokens at 1, 20 from the cache at 0.1 and 50 answered at 10 USD per million. */
const CALL_NANO_USD = 582_000;

type Options = Parameters<typeof testReading>[0];

async function startReading(options: Options = {}) {
  const model = scriptedModel(honestSummary);
  const newsroom = await testReading({ model, price: PRICE, ...options });
  await storeArticle(newsroom, FERRY);
  const run = (name: string, values = {}, overrides: Overrides = {}) =>
    runInteraction({
      commands,
      services: newsroom.services,
      clock: newsroom.clock,
      payload: slash(name, values, overrides),
    });
  return { ...newsroom, model, run };
}

const plain = (text: string) => text.replace(/\\(.)/g, '$1').replace(/\*\*/g, '');

describe('/usage', () => {
  test('GIVEN a member without Manage Server THEN they are told so, and Discord shows it to managers in servers alone', async () => {
    const { run } = await startReading();
    expect(plain((await run('usage')).text)).toContain('Manage Server');
    const data = commands.find((one) => one.data.name === 'usage')?.data;
    expect(data).toMatchObject({
      contexts: [0],
      default_member_permissions: '32',
      name_localizations: { fr: 'dépenses' },
    });
  });

  test('GIVEN calls, one of them served again THEN today, the month, commands, savings, caps and the price are shown', async () => {
    const { run } = await startReading({ limits: { serverDailyTokens: 100_000, totalMonthlyUsd: 5 } });
    await run('summary');
    await run('summary');
    const seen = await run('usage', {}, { manager: true });
    const text = plain(seen.text);
    expect(seen.isEphemeral).toBe(true);
    expect(text).toContain('Today: 1 call, 150 tokens, $0.00058');
    expect(text).toContain('This month: 1 call, 150 tokens, $0.00058');
    expect(text).toContain('100 sent, of them 20 from the endpoint’s cache; 50 answered');
    expect(text).toContain('/summary, scripted: 1 call, 150 tokens, $0.00058');
    expect(text).toContain('Stored texts saved 1 call this month, about 150 tokens, $0.00058.');
    expect(text).toContain('This server, today: 99,850 left of 100,000 tokens');
    expect(text).toContain('All servers together, this month: $4.9994 left of $5.00');
    expect(text).toContain(
      'A million tokens: $1.00 sent, $0.10 from the endpoint’s cache, $10.00 answered, as the administrator set it.',
    );
  });

  test('GIVEN another server THEN it sees its own calls alone', async () => {
    const { run } = await startReading();
    await run('summary');
    const elsewhere = { manager: true, guild_id: '200000000000000009', authorizing_integration_owners: {} };
    expect(plain((await run('usage', {}, elsewhere)).text)).toContain('No model was called for this server');
  });

  test('GIVEN a price that nobody states THEN tokens alone, and how to state it', async () => {
    const model = scriptedModel(honestSummary, { name: 'some-local-model' });
    const newsroom = await testReading({ model });
    await storeArticle(newsroom, FERRY);
    const run = (name: string) =>
      runInteraction({
        commands,
        services: newsroom.services,
        clock: newsroom.clock,
        payload: slash(name, {}, { manager: true }),
      });
    await run('summary');
    const text = plain((await run('usage')).text);
    expect(text).toContain('1 call, 150 tokens, price not known');
    expect(text).toContain('I do not know what some-local-model costs here');
    expect(text).not.toContain('$');
  });

  test('GIVEN a French Discord THEN /dépenses speaks French and writes amounts so', async () => {
    const { run } = await startReading({ limits: { serverMonthlyUsd: 2 } });
    await run('summary');
    const text = plain((await run('usage', {}, { manager: true, locale: 'fr' })).text).replace(/[\u00a0\u202f]/g, ' ');
    expect(text).toContain('Aujourd’hui : 1 appel, 150 jetons, 0,00058 $US');
    expect(text).toContain('Ce serveur, ce mois-ci : il reste 1,9994 $US sur 2,00 $US');
  });

  test('GIVEN no model THEN it says that nothing is spent, without a chart', async () => {
    const newsroom = await testReading();
    const payload = slash('usage', {}, { manager: true });
    const seen = await runInteraction({ commands, services: newsroom.services, clock: newsroom.clock, payload });
    expect(plain(seen.text)).toContain('No language model is connected: nothing is spent.');
    expect(seen.calls.flatMap(({ files }) => files)).toEqual([]);
    expect(flatten(seen.reply).filter((part) => part.type === 12)).toEqual([]);
  });
});

describe('the chart', () => {
  test('GIVEN calls THEN a PNG is attached and shown with words for those who do not see it', async () => {
    const { run } = await startReading();
    await run('summary');
    const seen = await run('usage', {}, { manager: true });
    const [file] = seen.calls.flatMap(({ files }) => files);
    expect(file).toMatchObject({ name: 'usage.png', contentType: 'image/png' });
    const [gallery] = flatten(seen.reply).filter((part) => part.type === 12);
    expect(gallery).toMatchObject({
      items: [
        {
          media: { url: 'attachment://usage.png' },
          description: expect.stringMatching(
            /^Bar chart of tokens a day from .+: 150 in all, the most on .+ with 150\.$/,
          ),
        },
      ],
    });
    // Shown as a picture, so not listed as a file besides.
    expect(flatten(seen.reply).filter((part) => part.type === 13)).toEqual([]);
    const bytes = file?.data instanceof Uint8Array ? Buffer.from(file.data) : Buffer.alloc(0);
    expect(bytes.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([960, 320]);
    const at = bytes.indexOf('IDAT');
    const rows = inflateSync(bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at - 4)));
    expect(rows.length).toBe(961 * 320);
    // Ground, lines, signs, input and output.
    expect(new Set(rows)).toEqual(new Set([0, 1, 2, 3, 4]));
  });
});

describe('a picture in a reply', () => {
  const block = { kind: 'image', file: 'a b.png', alt: 'x'.repeat(2_000) } as const;
  const file = { name: 'a b.png', contentType: 'image/png', bytes: new Uint8Array([1, 2]) };

  test('GIVEN its file THEN it is shown under the name that is sent, with words that fit', () => {
    const { body, files } = render({ accent: 'notice', blocks: [block], files: [file] });
    expect(files).toMatchObject([{ name: 'a_b.png', data: file.bytes }]);
    const [gallery] = flatten(body).filter((part) => part.type === 12);
    expect(gallery).toMatchObject({ items: [{ media: { url: 'attachment://a_b.png' } }] });
    expect(JSON.stringify(gallery).length).toBeLessThan(1_200);
  });

  test('GIVEN no such file, or an edition, which sends none THEN nothing stands in its place', () => {
    expect(flatten(render({ accent: 'notice', blocks: [block] }).body).filter((part) => part.type === 12)).toEqual([]);
    const button = { label: 'b', action: { command: 'c', action: 'a', args: ['k'] } };
    const closing: Closing = () => ({ key: 'k', rows: [{ kind: 'buttons', buttons: [button] }] });
    const [part] = renderParts({ accent: 'notice', blocks: [textBlock(md`Text`), block], files: [file] }, closing);
    expect(part?.body).not.toContain('attachment');
  });
});

describe('who pays', () => {
  test('GIVEN summaries of two lengths THEN the ledger of the server that installed the bot holds both', async () => {
    const { run, services } = await startReading();
    await run('summary');
    await run('summary', { length: 'one-line' });
    const report = await services.spending.report({ guildId: GUILD_ID });
    expect(report.month).toMatchObject({ calls: 2, unpriced: 0, nanoUsd: 2 * CALL_NANO_USD });
    expect(report.byCommand).toMatchObject([{ command: 'summary', model: 'scripted', calls: 2 }]);
  });
});

describe('scheduled digests', () => {
  test('GIVEN what digests share THEN the server’s own sums are without it, and a line says what it cost and who counts it', async () => {
    const { run, services, ...newsroom } = await startReading({ limits: { totalMonthlyUsd: 5 } });
    const article = await storeArticle(newsroom, LIBRARY);
    expect(plain((await run('usage', {}, { manager: true })).text)).not.toContain('Scheduled digests');
    const signal = new AbortController().signal;
    const request = { article, length: 'one-line', language: 'en', extractsOnly: false, signal } as const;
    await services.summaries.summarize({ ...request, asker: SCHEDULED_ASKER, tier: 'cheap' });
    const text = plain((await run('usage', {}, { manager: true })).text);
    expect(text).toContain('No model was called for this server');
    expect(text).toContain('Scheduled digests of all servers, this month: 1 call, 300 tokens, $0.0012');
    expect(text).toContain('No server pays for these');
    expect(text).toContain('All servers together, this month: $4.9988 left of $5.00');
    const french = plain((await run('usage', {}, { manager: true, locale: 'fr' })).text).replace(
      /[\u00a0\u202f]/g,
      ' ',
    );
    expect(french).toContain('Revues programmées de tous les serveurs, ce mois-ci : 1 appel, 300 jetons, 0,0012 $US');
  });
});

describe('what a digest will cost', () => {
  const cost = {
    articlesPerDay: 5,
    callsPerEdition: 10,
    tokensPerEdition: 24_000,
    nanoUsdPerEdition: 4_000_000,
    callsPerMonth: 300,
    tokensPerMonth: 720_000,
    nanoUsdPerMonth: 120_000_000,
    basis: 'measured',
    limit: null,
  } as const;
  const limit = { period: 'month', unit: 'usd', left: 4_880_000_000, max: 5_000_000_000, suffices: true } as const;
  const say = (given: Partial<Parameters<typeof digestCostLine>[1]> = {}, locale: 'en' | 'fr' = 'en') =>
    plain(digestCostLine({ locale, words: wordsFor(locale) }, { ...cost, ...given }).md).replace(
      /[\u00a0\u202f]/g,
      ' ',
    );

  test('GIVEN a price and a limit THEN an edition, a month and what the limit leaves, on two lines of a phone', () => {
    expect(say()).toBe('About 10 summaries an edition: up to $0.004 an edition, $0.12 a month.');
    expect(say({ limit })).toBe(
      'About 10 summaries an edition: up to $0.004 an edition, $0.12 a month; this month’s limit leaves $4.88.',
    );
    expect(say({ limit }, 'fr')).toBe(
      'Environ 10 résumés par édition : au plus 0,004 $US par édition, 0,12 $US par mois ; la limite du mois laisse 4,88 $US.',
    );
  });

  test('GIVEN a limit that does not suffice THEN that is said, with what comes of it', () => {
    expect(say({ limit: { ...limit, left: 20_000_000, suffices: false } })).toMatch(
      /\$0\.12 a month\. This month’s limit leaves \$0\.02, not enough: some editions will hold extracts\.$/,
    );
    const day = { period: 'day', unit: 'tokens', left: 7, max: 500, suffices: false } as const;
    expect(say({ limit: day })).toMatch(
      /The day’s limit, 500 tokens, is not enough: some editions will hold extracts\.$/,
    );
    expect(say({ limit: day }, 'fr')).toMatch(/La limite du jour, 500 jetons, ne suffira pas/);
  });

  test('GIVEN no price THEN tokens; GIVEN one summary THEN its singular', () => {
    const unpriced = { nanoUsdPerEdition: null, nanoUsdPerMonth: null, callsPerEdition: 1 };
    expect(say({ ...unpriced, limit: { ...limit, unit: 'tokens', left: 1_200_000 } })).toBe(
      'About 1 summary an edition: up to 24,000 tokens an edition, 720,000 a month; this month’s limit leaves 1,200,000 tokens.',
    );
    expect(say(unpriced, 'fr')).toBe(
      'Environ 1 résumé par édition : au plus 24 000 jetons par édition, 720 000 par mois.',
    );
  });

  test('GIVEN a model or none THEN a line for the reply, or none', async () => {
    const lines = async (services: Awaited<ReturnType<typeof testReading>>['services']) =>
      digestCostLines(
        { locale: 'fr', words: wordsFor('fr'), services: partialServices(services) },
        { editionsPerMonth: 30, languages: 2 },
      );
    const [line] = await lines((await startReading({ limits: { totalMonthlyUsd: 5 } })).services);
    expect(plain(line?.md ?? '').replace(/[\u00a0\u202f]/g, ' ')).toMatch(
      /^-# Environ 2 résumés par édition : au plus 0,\d+ \$US par édition, 0,\d+ \$US par mois ; la limite du mois laisse 5,00 \$US\.$/,
    );
    expect(await lines((await testReading()).services)).toEqual([]);
  });
});
