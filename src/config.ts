import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import * as z from 'zod';
import { OperatorError } from './errors.ts';
import { LOG_LEVELS } from './log.ts';

const DEFAULT_LANGUAGES = 'en,fr,de,es,it,pt,nl,pl,uk,ru,ar,tr,zh,ja';

const url = z.url({ protocol: /^https?$/, error: 'must be an http or https address' });
const snowflake = z
  .string()
  .regex(/^\d{17,20}$/, 'must be a channel id: 17 to 20 digits (Discord: developer mode, Copy Channel ID)');
const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`);

/** Dollars with at most six decimals: what a ledger of nano-dollars keeps exactly. */
const dollars = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,6})?$/, 'must be an amount in US dollars, such as 0.50')
  .transform(Number);

/** Every setting, by the name it has in the environment. An empty value counts as absent. `.env.example` lists the same keys. */
export const settings = z.object({
  DISCORD_TOKEN: z.string().regex(/^\S+$/, 'must not contain blanks').optional(),
  DISCORD_API_URL: url.optional(),
  DISCORD_REQUESTS_PER_SECOND: whole(1, 10_000).default(50),
  KIOSQUE_MODE: z.enum(['auto', 'discord', 'sandbox'], { error: 'must be auto, discord or sandbox' }).default('auto'),
  DATABASE_URL: z
    .string()
    .refine(isSqlitePath, 'must be a file path: PostgreSQL and other servers are not supported yet')
    .optional(),
  OPENAI_API_KEY: z.string().regex(/^\S+$/, 'must not contain blanks').optional(),
  OPENAI_BASE_URL: url.optional(),
  LLM_MODEL: z.string().default('gpt-6-luna'),
  LLM_API: z.enum(['auto', 'chat', 'responses'], { error: 'must be auto, chat or responses' }).default('auto'),
  LLM_TIMEOUT_SECONDS: whole(1, 600).default(90),
  LLM_DIGEST_TIER: z.enum(['auto', 'flex', 'standard'], { error: 'must be auto, flex or standard' }).default('auto'),
  LLM_JUDGE: z.enum(['off', 'on'], { error: 'must be off or on' }).default('off'),
  LLM_DAILY_TOKENS: whole(0, 1_000_000_000).default(2_000_000),
  LLM_SERVER_DAILY_TOKENS: whole(0, 1_000_000_000).default(500_000),
  LLM_MONTHLY_TOKENS: whole(0, 100_000_000_000).default(0),
  LLM_SERVER_MONTHLY_TOKENS: whole(0, 100_000_000_000).default(0),
  LLM_DAILY_USD: dollars.default(0),
  LLM_SERVER_DAILY_USD: dollars.default(0),
  LLM_MONTHLY_USD: dollars.default(0),
  LLM_SERVER_MONTHLY_USD: dollars.default(0),
  LLM_MEMBER_HOURLY_CALLS: whole(0, 10_000).default(30),
  LLM_PRICE_IN: dollars.optional(),
  LLM_PRICE_CACHED: dollars.optional(),
  LLM_PRICE_OUT: dollars.optional(),
  LANGUAGES: z
    .string()
    .refine(areLanguages, 'must be language tags with commas between, such as en,fr,pt-BR')
    .default(DEFAULT_LANGUAGES),
  ARTICLE_MAX_CHARS: whole(1_000, 1_000_000).default(200_000),
  ARTICLES_KEEP_DAYS: whole(0, 36_500).default(365),
  ARTICLES_KEEP_PER_FEED: whole(0, 1_000_000).default(2_000),
  ADMIN_CHANNEL: snowflake.optional(),
  SEED_ARTICLE: z.enum(['on', 'off'], { error: 'must be on or off' }).default('on'),
  PORT: whole(1, 65_535).default(3000),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
});

export type Config = {
  mode: 'discord' | 'sandbox';
  discordToken: string | undefined;
  discordApiUrl: string | undefined;
  /** Discord's limit for the whole bot; 50 unless Discord raised it. */
  discordRequestsPerSecond: number;
  databasePath: string;
  model:
    | {
        name: string;
        apiKey: string;
        baseUrl: string | undefined;
        api: 'auto' | 'chat' | 'responses';
        timeoutMs: number;
        /** Where work goes that is prepared before a digest's hour. */
        digestTier: 'auto' | 'flex' | 'standard';
      }
    | undefined;
  /** The model is asked a second time whether the passages support each point. */
  judge: boolean;
  /** The administrator's own prices, USD per million tokens. */
  price: { in: number; cached: number; out: number } | undefined;
  /** 0 lifts a limit. Days and months are UTC. */
  limits: {
    totalDailyTokens: number;
    serverDailyTokens: number;
    totalMonthlyTokens: number;
    serverMonthlyTokens: number;
    totalDailyUsd: number;
    serverDailyUsd: number;
    totalMonthlyUsd: number;
    serverMonthlyUsd: number;
    memberHourlyCalls: number;
    articleMaxChars: number;
  };
  /** What goes of what feeds brought; 0 lifts a limit. */
  keeping: { keepDays: number; keepPerFeed: number };
  languages: readonly string[];
  adminChannel: string | undefined;
  seedArticle: boolean;
  port: number;
  logLevel: (typeof LOG_LEVELS)[number];
  /** Values that must never be printed. */
  secrets: readonly string[];
};

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The configuration from an environment. Throws one OperatorError (exit code 78) that tells every fault at once, by name,
 * and never repeats a value: it may be a secret in the wrong place.
 */
export function parseConfig(environment: Environment): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([key, value]) => key in settings.shape && value?.trim() !== ''),
  );
  const parsed = settings.safeParse(given);
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  if (parsed.data?.KIOSQUE_MODE === 'discord' && !parsed.data.DISCORD_TOKEN)
    faults.push('DISCORD_TOKEN is missing, and KIOSQUE_MODE=discord needs it');
  for (const missing of missingPrices(parsed.data ?? {}))
    faults.push(`${missing} is missing, and the other prices need it`);
  if (!parsed.success || faults.length > 0) throw new OperatorError(listFaults(faults), { exitCode: 78 });
  return toConfig(parsed.data);
}

/** The process's environment over the `.env` file in `folder`, parsed. The only reader of both. */
export function readConfig(folder: string, environment: Environment): Config {
  const path = `${folder}/.env`;
  const file = existsSync(path) ? parseEnvFile(readFileSync(path, 'utf8')) : {};
  return parseConfig({ ...file, ...environment });
}

/** The settings of a `.env` file's text. Throws an OperatorError that names each line that is none: a typo would otherwise be ignored. */
export function parseEnvFile(text: string): Environment {
  const faults = text
    .replace(/^\ufeff/, '')
    // A quoted value may span lines; it is one setting.
    .replace(/^(\s*(?:export\s+)?\w+\s*=\s*)(["'`])(?:(?!\2)[^])*\2/gm, '$1x')
    .split(/\r?\n/)
    .flatMap((line, i) =>
      /^\s*(#.*)?$|^\s*(export\s+)?[A-Za-z_]\w*\s*=/.test(line) ? [] : [`line ${i + 1} is not KEY=value`],
    );
  const values = parseEnv(text.replace(/^\ufeff/, ''));
  for (const key of Object.keys(values))
    if (!(key in settings.shape)) faults.push(`${key} is not a setting of Kiosque`);
  if (faults.length > 0) throw new OperatorError(listFaults(faults, '.env'), { exitCode: 78 });
  return values;
}

function listFaults(faults: readonly string[], place = 'The configuration'): string {
  return `${place} has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}; .env.example explains each setting:\n${faults.map((fault) => `- ${fault}`).join('\n')}`;
}

function toConfig(values: z.output<typeof settings>): Config {
  const mode = values.KIOSQUE_MODE === 'auto' ? (values.DISCORD_TOKEN ? 'discord' : 'sandbox') : values.KIOSQUE_MODE;
  const hasModel = values.OPENAI_API_KEY !== undefined || values.OPENAI_BASE_URL !== undefined;
  return {
    mode,
    discordToken: values.DISCORD_TOKEN,
    discordApiUrl: values.DISCORD_API_URL,
    discordRequestsPerSecond: values.DISCORD_REQUESTS_PER_SECOND,
    databasePath:
      values.DATABASE_URL?.replace(/^file:(\/\/)?/, '') ?? (mode === 'discord' ? 'data/kiosque.db' : 'data/sandbox.db'),
    model: hasModel
      ? {
          name: values.LLM_MODEL,
          // Local endpoints want no key, the SDK wants one.
          apiKey: values.OPENAI_API_KEY ?? 'none',
          baseUrl: values.OPENAI_BASE_URL,
          api: values.LLM_API,
          timeoutMs: values.LLM_TIMEOUT_SECONDS * 1000,
          digestTier: values.LLM_DIGEST_TIER,
        }
      : undefined,
    judge: values.LLM_JUDGE === 'on',
    price:
      values.LLM_PRICE_IN === undefined || values.LLM_PRICE_OUT === undefined
        ? undefined
        : {
            in: values.LLM_PRICE_IN,
            // Without a price of its own, input from a cache is taken for dear as any.
            cached: values.LLM_PRICE_CACHED ?? values.LLM_PRICE_IN,
            out: values.LLM_PRICE_OUT,
          },
    limits: {
      totalDailyTokens: values.LLM_DAILY_TOKENS,
      serverDailyTokens: values.LLM_SERVER_DAILY_TOKENS,
      totalMonthlyTokens: values.LLM_MONTHLY_TOKENS,
      serverMonthlyTokens: values.LLM_SERVER_MONTHLY_TOKENS,
      totalDailyUsd: values.LLM_DAILY_USD,
      serverDailyUsd: values.LLM_SERVER_DAILY_USD,
      totalMonthlyUsd: values.LLM_MONTHLY_USD,
      serverMonthlyUsd: values.LLM_SERVER_MONTHLY_USD,
      memberHourlyCalls: values.LLM_MEMBER_HOURLY_CALLS,
      articleMaxChars: values.ARTICLE_MAX_CHARS,
    },
    keeping: { keepDays: values.ARTICLES_KEEP_DAYS, keepPerFeed: values.ARTICLES_KEEP_PER_FEED },
    languages: values.LANGUAGES.split(',').map((tag) => Intl.getCanonicalLocales(tag.trim())[0] ?? tag),
    adminChannel: values.ADMIN_CHANNEL,
    seedArticle: values.SEED_ARTICLE === 'on',
    port: values.PORT,
    logLevel: values.LOG_LEVEL,
    secrets: [values.DISCORD_TOKEN, values.OPENAI_API_KEY].filter((secret) => secret !== undefined),
  };
}

/** A price for one kind of token alone would count the other kind as free. */
function missingPrices(values: Partial<z.output<typeof settings>>): readonly string[] {
  const { LLM_PRICE_IN, LLM_PRICE_CACHED, LLM_PRICE_OUT } = values;
  if ([LLM_PRICE_IN, LLM_PRICE_CACHED, LLM_PRICE_OUT].every((price) => price === undefined)) return [];
  return Object.entries({ LLM_PRICE_IN, LLM_PRICE_OUT }).flatMap(([name, price]) =>
    price === undefined ? [name] : [],
  );
}

function isSqlitePath(value: string): boolean {
  return value.startsWith('file:') || !/^[a-z][a-z0-9+.-]+:\/\//i.test(value);
}

function areLanguages(value: string): boolean {
  return value.split(',').every((tag) => {
    try {
      return /^[a-z]{2,3}(-|$)/i.test(tag.trim()) && Intl.getCanonicalLocales(tag.trim()).length === 1;
    } catch {
      return false;
    }
  });
}
