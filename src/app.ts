import { createHash } from 'node:crypto';
import type { Clock } from './clock.ts';
import { commands } from './commands/index.ts';
import type { Config } from './config.ts';
import { openDatabase } from './data/database.ts';
import { connectDiscord } from './discord/client.ts';
import { createDelivery } from './discord/deliver.ts';
import { createDownload } from './discord/download.ts';
import { createInteractionApi } from './discord/interaction-api.ts';
import { inspectApplication } from './discord/inspect.ts';
import { inviteUrl } from './discord/invite.ts';
import { registerCommands } from './discord/register.ts';
import { correctBody } from './discord/render-correction.ts';
import { renderParts } from './discord/render-parts.ts';
import { createRouter } from './discord/router.ts';
import { createTeller } from './discord/tell-admin.ts';
import type { OperatorError } from './errors.ts';
import type { Random } from './ids.ts';
import type { Log } from './log.ts';
import { createAddPace } from './services/add-pace.ts';
import { createAnswers } from './services/answers/answers.ts';
import { createArticles } from './services/articles.ts';
import { createDigests, type DigestsOptions } from './services/digests/create-digests.ts';
import { listEveryFeed } from './services/feeds/create-feeds.ts';
import { createIntake, type IntakeOptions } from './services/feeds/create-intake.ts';
import { createContests } from './services/contests.ts';
import { createDoctor, type DoctorOptions } from './services/doctor/doctor.ts';
import { rememberErrors } from './services/doctor/error-memory.ts';
import { createGlossary } from './services/glossary.ts';
import { loadStoredArticle } from './services/import.ts';
import { createKeeping } from './services/keeping.ts';
import { createLedger } from './services/ledger.ts';
import type { Offer } from './services/llm/offered-models.ts';
import { createGuide } from './services/onboarding/guide.ts';
import { createMembers } from './services/members.ts';
import { loadOutlets } from './services/outlets.ts';
import { priceOf } from './services/prices.ts';
import { renewSearchIndex } from './services/search-index.ts';
import { createSettings } from './services/settings.ts';
import { createSources } from './services/sources.ts';
import { countSummaries, countTranslations } from './services/spending-served.ts';
import { createShortTranslations } from './services/short-translations.ts';
import { createShown } from './services/shown.ts';
import { createSpending } from './services/spending.ts';
import { createProgress } from './services/shared-texts-progress.ts';
import { createPassages } from './services/side-by-side.ts';
import { createRetention, startRetention } from './services/retention.ts';
import { createSummaries } from './services/summaries.ts';
import { createTranslations } from './services/translations.ts';
import { createVoices } from './services/voices/voices.ts';
import { localeFor } from './words/words.ts';

/** What every room of a process is given. */
export type Grounds = {
  config: Config;
  clock: Clock;
  random: Random;
  log: Log;
  /** What of the web may be reached: an argument and no setting, so that nothing loosens it in production. */
  web?: IntakeOptions['web'];
};

/** How long a stop waits for members whose answers are under way, milliseconds. */
const STOP_WAIT_MS = 5_000;

/**
 * Opens the database, fills in the outlets and (unless SEED_ARTICLE=off) the stored article, and builds the services
 * over it. Throws an OperatorError when the database cannot be used.
 */
export async function openNewsroom(
  { config, clock, random, log, web }: Grounds,
  posting: Pick<DigestsOptions, 'renderParts' | 'correctBody' | 'office' | 'tellAdmin'> & {
    permissionsIn?: DoctorOptions['permissionsIn'];
    lastErrors?: DoctorOptions['lastErrors'];
  },
) {
  const db = await openDatabase(config.databasePath);
  await loadOutlets({ db });
  await renewSearchIndex({ db, log });
  if (config.seedArticle) await loadStoredArticle({ db, clock, random });
  const model = config.model && (await loadModel()).createModel({ ...config.model, clock, random, log });
  const paying = {
    memberKey: hashSecret(config.discordToken ?? config.databasePath),
    limits: config.limits,
    price: priceOf(config.model, config.price),
  };
  const ledger = createLedger({ db, clock, random, model: config.model?.name ?? '', ...paying });
  const spending = createSpending({ db, clock, model: config.model?.name, ...paying });
  const articles = createArticles({ db });
  const texts = { db, clock, random, log, model, ledger, articleMaxChars: config.limits.articleMaxChars };
  const summaries = countSummaries(createSummaries({ ...texts, judge: config.judge }), { ledger, log });
  const { digests, planner, desk } = createDigests({ db, clock, random, log, articles, summaries, ...posting });
  const locale = localeFor(config.languages[0] ?? 'en');
  const intake = createIntake({ db, clock, random, log, web, tellAdmin: posting.tellAdmin, locale });
  const services = {
    articles,
    summaries,
    translations: countTranslations(createTranslations(texts), { ledger, log }),
    shortTranslations: createShortTranslations({ ...texts, findLanguage: intake.findLanguage }),
    passages: createPassages(texts),
    voices: createVoices(texts),
    answers: createAnswers({ ...texts, articles }),
    glossary: createGlossary({ db }),
    progress: createProgress(clock),
    members: createMembers({ db, clock, memberKey: paying.memberKey }),
    shown: createShown({ db, clock, memberKey: paying.memberKey }),
    digests,
    feeds: intake.feeds,
    guide: createGuide({ db, clock, random, ...paying, digests, feeds: intake.feeds, wake: intake.polling.wake }),
    adding: intake.adding,
    addPace: createAddPace({ db, clock }),
    keeping: createKeeping({ db, clock, log }),
    contests: createContests({ db, clock, random, log, locale, ...paying, tellAdmin: posting.tellAdmin }),
    settings: createSettings({ db }),
    sources: createSources({ db, clock, memberKey: paying.memberKey }),
    spending,
    languages: config.languages,
    model: config.model?.name,
  };
  const doctor = createDoctor({
    db,
    clock,
    databasePath: config.databasePath,
    spending,
    model: config.model && { name: config.model.name, ask: askAbout(config.model) },
    writer: model,
    ledger,
    inspectDiscord: inspectorOf(config),
    permissionsIn: posting.permissionsIn,
    lastErrors: posting.lastErrors,
    digests: async (guildId) =>
      guildId === undefined ? (await desk.list()).map(({ digest }) => digest) : digests.list(guildId),
    feeds: (guildId) => (guildId === undefined ? listEveryFeed(db) : intake.feeds.list(guildId)),
  });
  const retention = createRetention({ db, clock, ...config.keeping });
  const close = async () => {
    await intake.close();
    await db.destroy();
  };
  return {
    db,
    services: { ...services, doctor },
    ledger,
    planner,
    polling: intake.polling,
    retention,
    digestDesk: desk,
    close,
  };
}

function askAbout(model: NonNullable<Config['model']>): () => Promise<Offer> {
  return async () => (await import('./services/llm/offered-models.ts')).askForModel(model);
}

/** The OpenAI SDK is a fifth of what a start loads: without a model it stays where it is. */
function loadModel() {
  return import('./services/llm/create-model.ts');
}

function inspectorOf({ discordToken: token, discordApiUrl: apiUrl }: Config): DoctorOptions['inspectDiscord'] {
  return async () => (token === undefined ? { kind: 'no-token' } : inspectApplication({ token, apiUrl }));
}

export type Ready = { inviteUrl: string; commands: readonly string[]; model: string | undefined };

export type App = {
  /** Connects, registers the commands and starts the schedule. Throws an OperatorError that says what to mend. */
  start(): Promise<Ready>;
  /** Waits for work under way; safe to call twice and before `start`. */
  stop(): Promise<void>;
  /** The wall clock jumped: looks for due digests and feeds at once. */
  wake(): void;
};

/** The whole bot. `onFatal` is called when Discord refuses it for good while it runs. */
export function createApp(options: Grounds & { token: string; onFatal(error: OperatorError): void }): App {
  const { config, clock, random, token } = options;
  const errors = rememberErrors(options.log, clock);
  const { log } = errors;
  /** What `stop` must undo, the last one first. */
  const undo: (() => Promise<void> | void)[] = [];
  let planner: { wake(): void } | undefined;
  let polling: { wake(): void } | undefined;
  let starting: Promise<Ready> | undefined;
  let stopping: Promise<void> | undefined;

  async function start(): Promise<Ready> {
    const { discordApiUrl: apiUrl, discordRequestsPerSecond: requestsPerSecond } = config;
    const delivery = createDelivery({ token, apiUrl, requestsPerSecond, afterAnother: true, clock, log });
    undo.push(() => delivery.stop());
    const { adminChannel: channelId } = config;
    const telling = channelId !== undefined && { tellAdmin: createTeller(delivery, { channelId, random }) };
    const newsroom = await openNewsroom(
      { ...options, log },
      {
        renderParts,
        correctBody,
        office: delivery,
        permissionsIn: delivery.permissionsIn,
        lastErrors: errors.last,
        ...telling,
      },
    );
    undo.push(newsroom.close);
    const api = createInteractionApi({ clock, apiUrl: config.discordApiUrl });
    undo.push(() => api.stop());
    const { services } = newsroom;
    let commandIds: ReadonlyMap<string, string> = new Map();
    const router = createRouter({
      commands,
      services,
      api,
      log,
      clock,
      random,
      botPermissions: delivery.permissionsIn,
      download: createDownload({ apiUrl }),
      noteShown: services.shown.note,
      commandId: (name) => commandIds.get(name),
    });
    const discord = await connectDiscord({
      token,
      apiUrl: config.discordApiUrl,
      log,
      makeRequest: delivery.makeRequest,
      onInteraction: (payload) => void router.handle(payload),
      onFatal: options.onFatal,
    });
    undo.push(() => discord.stop());
    // Before the gateway is left: who asks meanwhile is told so, and not left to wait for nothing.
    undo.push(() => router.stop(STOP_WAIT_MS));
    const { rest, applicationId } = discord;
    commandIds = await registerCommands({ rest, applicationId, commands, log });
    newsroom.planner.start();
    planner = newsroom.planner;
    undo.push(() => newsroom.planner.stop());
    newsroom.polling.start();
    polling = newsroom.polling;
    undo.push(() => newsroom.polling.stop());
    undo.push(startRetention(newsroom.retention, { clock, log }));
    return { inviteUrl: inviteUrl(applicationId), commands: [...commandIds.keys()], model: config.model?.name };
  }

  async function stop(): Promise<void> {
    // A start that fails has said so to its own caller; one that waits for Discord's gateway may wait for ever.
    const started = starting?.then(nothing, nothing);
    await Promise.race([started, clock.wait(STOP_WAIT_MS)]);
    for (const step of undo.toReversed()) await step();
  }

  return {
    start: () => (starting ??= start()),
    stop: () => (stopping ??= stop()),
    wake: () => {
      planner?.wake();
      polling?.wake();
    },
  };
}

function nothing(): void {}

function hashSecret(secret: string): string {
  return createHash('sha256').update(`kiosque members ${secret}`).digest('hex');
}
