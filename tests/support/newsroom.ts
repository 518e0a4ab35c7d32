import { onTestFinished } from 'vitest';
import type { Services } from '../../src/services/services.ts';
import { createAddPace } from '../../src/services/add-pace.ts';
import { createAnswers } from '../../src/services/answers/answers.ts';
import { createArticles } from '../../src/services/articles.ts';
import { createIntake, type IntakeOptions } from '../../src/services/feeds/create-intake.ts';
import { createGlossary } from '../../src/services/glossary.ts';
import { createKeeping } from '../../src/services/keeping.ts';
import { createLedger } from '../../src/services/ledger.ts';
import type { LedgerLimits } from '../../src/services/ledger.ts';
import type { Model } from '../../src/services/llm/model.ts';
import { createMembers } from '../../src/services/members.ts';
import type { Rates } from '../../src/services/prices.ts';
import { priceOf } from '../../src/services/prices.ts';
import { createContests } from '../../src/services/contests.ts';
import { createSettings } from '../../src/services/settings.ts';
import { createSources } from '../../src/services/sources.ts';
import { countSummaries, countTranslations } from '../../src/services/spending-served.ts';
import { createShortTranslations } from '../../src/services/short-translations.ts';
import { createShown } from '../../src/services/shown.ts';
import { createSpending } from '../../src/services/spending.ts';
import { createProgress } from '../../src/services/shared-texts-progress.ts';
import { createPassages } from '../../src/services/side-by-side.ts';
import { createSummaries } from '../../src/services/summaries.ts';
import { createTranslations } from '../../src/services/translations.ts';
import { createVoices } from '../../src/services/voices/voices.ts';
import { type TestNewsroom, testDatabase, testDatabaseWithOutlets } from './database.ts';
import { recordingLog } from './interactions.ts';

const NO_WEB = { allowAddress: () => false, lookup: () => Promise.resolve([]) } as const;

export type ReadingServices = Omit<Services, 'digests' | 'doctor' | 'guide'>;

/** The services that reading commands use, over an empty database in memory. */
export async function testReading(
  options: {
    model?: Model;
    languages?: readonly string[];
    limits?: Partial<LedgerLimits>;
    price?: Omit<Rates, 'cacheWrite'>;
    /** With the outlets that come with Kiosque. */
    outlets?: boolean;
    /** What of the web may be reached: nothing where left out. */
    web?: IntakeOptions['web'];
  } = {},
): Promise<TestNewsroom & { services: ReadingServices }> {
  const newsroom = await (options.outlets === true ? testDatabaseWithOutlets() : testDatabase());
  const { model, languages = ['en', 'fr', 'de', 'es'] } = options;
  const limits = { totalDailyTokens: 0, serverDailyTokens: 0, memberHourlyCalls: 0, ...options.limits };
  const price = priceOf({ name: model?.name ?? '', baseUrl: undefined }, options.price);
  const paying = { memberKey: 'test', limits, price };
  const ledger = createLedger({ ...newsroom, model: model?.name ?? '', ...paying });
  const { log } = recordingLog();
  const texts = { ...newsroom, log, model, ledger, articleMaxChars: 60_000 };
  const { feeds, adding, findLanguage, close } = createIntake({
    ...newsroom,
    log,
    locale: 'en',
    web: options.web ?? NO_WEB,
  });
  onTestFinished(close);
  const services = {
    feeds,
    adding,
    articles: createArticles(newsroom),
    summaries: countSummaries(createSummaries(texts), { ledger, log }),
    translations: countTranslations(createTranslations(texts), { ledger, log }),
    shortTranslations: createShortTranslations({ ...texts, findLanguage }),
    passages: createPassages(texts),
    voices: createVoices(texts),
    answers: createAnswers({ ...texts, articles: createArticles(newsroom) }),
    glossary: createGlossary(newsroom),
    progress: createProgress(newsroom.clock),
    members: createMembers({ ...newsroom, memberKey: 'test' }),
    shown: createShown({ ...newsroom, memberKey: 'test' }),
    addPace: createAddPace(newsroom),
    keeping: createKeeping({ ...newsroom, log }),
    contests: createContests({ ...newsroom, log, memberKey: paying.memberKey, locale: 'en' }),
    settings: createSettings(newsroom),
    sources: createSources({ ...newsroom, memberKey: paying.memberKey }),
    spending: createSpending({ ...newsroom, model: model?.name, ...paying }),
    languages,
    model: model?.name,
  };
  return { ...newsroom, services };
}
