import { parseArgs } from 'node:util';
import { openNewsroom } from '../app.ts';
import { type Clock, systemClock } from '../clock.ts';
import { commands } from '../commands/index.ts';
import { type Config, readConfig } from '../config.ts';
import { createDelivery } from '../discord/deliver.ts';
import { registerCommands } from '../discord/register.ts';
import { renderParts } from '../discord/render-parts.ts';
import { createCommandsRest } from '../discord/register.ts';
import { OperatorError } from '../errors.ts';
import { type Random, systemRandom } from '../ids.ts';
import { createLog } from '../log.ts';
import { formatReport, formatUsage, toJsonReport, toJsonRows } from '../services/usage-table.ts';
import { DIGEST_USAGE, runDigest } from './digest.ts';
import { FEED_LIST_USAGE, isFeedList, runFeedList } from './feed-list.ts';
import { FEED_USAGE, runFeed } from './feed.ts';
import { editGlossary, GLOSSARY_USAGE } from './glossary.ts';
import { LANGUAGE_USAGE, runLanguage } from './language.ts';
import { runStories, STORIES_USAGE } from './stories.ts';
import { processStreams, runSummarize, SUMMARIZE_USAGE } from './summarize.ts';
import { verify, VERIFY_USAGE } from './verify.ts';
import { runContests } from './contests.ts';
import { runDoctor } from './doctor.ts';
import { READ_USAGE, runRead } from './read.ts';
import { IMPORT_USAGE, runImport } from './import-files.ts';

const USAGE = `Usage: npx kiosque COMMAND

${IMPORT_USAGE}
  usage [--days N]        tokens and dollars by day, command and model; what is left of each limit
  usage report --json     the same as one object: today, the month, savings, limits, the price, 30 days
${SUMMARIZE_USAGE}
${READ_USAGE}
${FEED_USAGE}
${FEED_LIST_USAGE}
${LANGUAGE_USAGE}
${STORIES_USAGE}
  contests list           what members say against outlets' cards; contests close ID ends one
  doctor                  what works, what does not, and how to fix it; exit code 1 where something is broken
  doctor --llm            the same, and the model is asked one tiny thing, which the budgets count
  register                registers the slash commands with Discord again
${DIGEST_USAGE}
${VERIFY_USAGE}
${GLOSSARY_USAGE}

Options: --json  prints JSON instead of text`;

/** The world of a command line, as arguments. */
export type Terminal = {
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  print(text: string): void;
  printError(text: string): void;
};

type Options = { json: boolean; llm: boolean; jsonl: boolean; days: number; language?: string | undefined };
type Subcommand = (args: readonly string[], options: Options, at: Place) => Promise<number | void>;
type Place = { config: Config; clock: Clock; random: Random; terminal: Terminal };

const SUBCOMMANDS: Readonly<Record<string, Subcommand>> = {
  import: (args, options, at) =>
    runImport(args, options, {
      ...at,
      ...at.terminal,
      screen: process.stderr,
      inDatabase: (work) => withNewsroom(at, ({ db }) => work(db)),
    }),
  usage: printUsage,
  register,
  doctor,
  contests: (args, { json }, at) =>
    withNewsroom(at, ({ services }) => runContests(args, services.contests, { json, print: at.terminal.print })),
  digest: (args, options, at) =>
    withNewsroom(at, ({ digestDesk }) => runDigest(args, digestDesk, { ...options, print: at.terminal.print })),
  glossary: (args, { json }, at) =>
    withNewsroom(at, ({ services }) => editGlossary(args, services.glossary, { json, print: at.terminal.print })),
  // Lists alone: what looks at a feed needs no database, and has options of its own.
  feed: (args, { json }, at) =>
    withNewsroom(at, ({ services }) =>
      runFeedList(args, services.feeds, { json, now: at.clock.now(), print: at.terminal.print }),
    ),
  verify: (args, options, { terminal }) => verify(args, options, terminal),
};

/** Those that read their own options and streams; each gives its exit code. */
const WITH_OWN_OPTIONS: Readonly<Record<string, (args: readonly string[], terminal: Terminal) => Promise<number>>> = {
  summarize: (args, terminal) => runSummarize(args, { ...terminal, ...processStreams() }),
  feed: (args, terminal) => runFeed(args, { ...terminal, ...processStreams() }),
  read: (args, terminal) => runRead(args, { ...terminal, ...processStreams() }),
  stories: (args, terminal) => runStories(args, { ...terminal, ...processStreams() }),
  language: (args, terminal) => runLanguage(args, { ...terminal, ...processStreams() }),
};

/** Runs `kiosque` with `argv` (without node and script); gives the exit code: 64 for a wrong call, 65 and above as sysexits.h says. */
export async function runCommandLine(argv: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const isAlone = argv.includes('--help') || (argv[0] === 'feed' && isFeedList(argv.slice(1)));
    const own = isAlone ? undefined : WITH_OWN_OPTIONS[argv[0] ?? ''];
    if (own) return await own(argv.slice(1), terminal);
    const { positionals, options } = parseCall(argv);
    const [name, ...args] = positionals;
    if (name === undefined || options.help) {
      terminal.print(USAGE);
      return options.help ? 0 : 64;
    }
    const subcommand = SUBCOMMANDS[name];
    if (!subcommand) throw new OperatorError(`There is no command “${name}”.\n${USAGE}`, { exitCode: 64 });
    const config = readConfig(terminal.cwd, terminal.env);
    const code = await subcommand(args, options, { config, clock: systemClock(), random: systemRandom, terminal });
    return typeof code === 'number' ? code : 0;
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    terminal.printError(error.message);
    return error.exitCode;
  }
}

function parseCall(argv: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        llm: { type: 'boolean', default: false },
        jsonl: { type: 'boolean', default: false },
        days: { type: 'string', default: '30' },
        language: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const days = Number(values.days);
    if (!Number.isInteger(days) || days < 1) throw new TypeError('--days takes a whole number from 1');
    return { positionals, options: { ...values, days } };
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new OperatorError(`${detail}.\n${USAGE}`, { cause, exitCode: 64 });
  }
}

async function printUsage([what]: readonly string[], { json, days }: Options, at: Place): Promise<void> {
  if (what !== undefined && what !== 'report')
    throw new OperatorError(`usage takes nothing or report.\n${USAGE}`, { exitCode: 64 });
  await withNewsroom(at, async ({ services: { spending } }) => {
    const rows = await spending.rows(days);
    const report = await spending.report(undefined);
    const wanted = what === 'report' ? toJsonReport(report) : toJsonRows(rows);
    at.terminal.print(json ? JSON.stringify(wanted) : `${formatUsage(rows)}\n${formatReport(report)}`);
  });
}

async function register(_args: readonly string[], _options: Options, { config, terminal }: Place): Promise<void> {
  const token = config.discordToken;
  if (token === undefined)
    throw new OperatorError('DISCORD_TOKEN is missing: set it in .env, then run this again.', { exitCode: 78 });
  const { rest, applicationId } = await createCommandsRest({ token, apiUrl: config.discordApiUrl });
  const names = await registerCommands({ rest, applicationId, commands });
  terminal.print(`Registered: ${[...names.keys()].map((name) => `/${name}`).join(' ')}`);
}

async function doctor(_args: readonly string[], { json, llm }: Options, at: Place): Promise<number> {
  const { discordToken: token, discordApiUrl: apiUrl } = at.config;
  const log = createLog({
    level: 'error',
    now: at.clock.now,
    secrets: at.config.secrets,
    write: at.terminal.printError,
  });
  const delivery = token === undefined ? undefined : createDelivery({ token, apiUrl, clock: at.clock, log });
  let code = 1;
  try {
    await withNewsroom(
      at,
      async ({ services }) => void (code = await runDoctor(services.doctor, { json, llm, print: at.terminal.print })),
      delivery && { permissionsIn: delivery.permissionsIn },
    );
    return code;
  } finally {
    delivery?.stop();
  }
}

/** The services without Discord: nothing is posted from the command line. */
async function withNewsroom(
  at: Place,
  work: (newsroom: Awaited<ReturnType<typeof openNewsroom>>) => Promise<void>,
  asking: { permissionsIn?: (channelId: string) => Promise<bigint> } = {},
): Promise<void> {
  const { config, clock, random, terminal } = at;
  const log = createLog({ level: 'error', now: clock.now, secrets: config.secrets, write: terminal.printError });
  const newsroom = await openNewsroom(
    { config, clock, random, log },
    {
      renderParts,
      ...asking,
      office: { post: refuseToPost, find: refuseToPost, publish: refuseToPost, mayPost: refuseToPost },
    },
  );
  try {
    await work(newsroom);
  } finally {
    await newsroom.close();
  }
}

function refuseToPost(): never {
  throw new Error('The command line posts nothing');
}
