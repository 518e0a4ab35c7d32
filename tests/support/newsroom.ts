import type { Services } from '../../src/services/services.ts';
import { createArticles } from '../../src/services/articles.ts';
import { createLedger } from '../../src/services/ledger.ts';
import type { Model } from '../../src/services/llm/model.ts';
import { createMembers } from '../../src/services/members.ts';
import { createSummaries } from '../../src/services/summaries.ts';
import { createTranslations } from '../../src/services/translations.ts';
import { type TestNewsroom, testDatabase } from './database.ts';
import { recordingLog } from './interactions.ts';

export type ReadingServices = Omit<Services, 'digests'>;

/** The services that reading commands use, over an empty database in memory. */
export async function testReading(
  options: { model?: Model; languages?: readonly string[] } = {},
): Promise<TestNewsroom & { services: ReadingServices }> {
  const newsroom = await testDatabase();
  const { model, languages = ['en', 'fr', 'de', 'es'] } = options;
  const limits = { totalDailyTokens: 0, serverDailyTokens: 0, memberHourlyCalls: 0 };
  const ledger = createLedger({ ...newsroom, model: model?.name ?? '', memberKey: 'test', limits });
  const texts = { ...newsroom, log: recordingLog().log, model, ledger, articleMaxChars: 60_000 };
  const services = {
    articles: createArticles(newsroom),
    summaries: createSummaries(texts),
    translations: createTranslations(texts),
    members: createMembers(newsroom),
    languages,
    model: model?.name,
  };
  return { ...newsroom, services };
}
