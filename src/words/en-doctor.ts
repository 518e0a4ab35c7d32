import { type Markdown, md, timestamp } from '../reply.ts';
import type { FindingCode, FindingDetails } from './finding.ts';
import { formatBytes, formatDay, formatMs, grammarOf, localTime } from './formats.ts';

const { number, plural } = grammarOf('en');

/** /doctor, as Discord's client lists it. */
export const doctorLabels = { name: 'doctor', description: 'What works here, what does not, and how to fix it' };

type FindingWords = { [Code in FindingCode]: (details: FindingDetails[Code]) => Markdown };

/** How answers are brought into their shape. */
const forms = {
  json_schema: 'a strict schema',
  json_object: 'its JSON mode',
  prompt: 'JSON asked for in words',
} as const;

/** One sentence for each finding, with its mend where one is needed. */
const findings: FindingWords = {
  'token-fine': ({ name }) => md`Discord knows me as ${name}.`,
  'token-missing': () =>
    md`No DISCORD_TOKEN is set, so only the sandbox runs. Put the token of your application there.`,
  'token-refused': () =>
    md`Discord refuses DISCORD_TOKEN. Make a new token on the Bot page of your application, put it there and restart.`,
  'discord-unreachable': ({ reason }) =>
    md`Discord could not be reached (${reason}). Check this machine’s connection, and discordstatus.com.`,
  'application-fine': () => md`The application’s settings are fine; I need no privileged intents.`,
  'application-endpoint': () =>
    md`The application sends commands to an interactions endpoint URL and not to me. Empty that field on its General Information page.`,
  'application-code-grant': () =>
    md`“Requires OAuth2 Code Grant” is on, so nobody can invite me. Switch it off on the application’s Bot page.`,
  'application-servers-only': () =>
    md`Members cannot install me for themselves. Switch on “User Install” on the application’s Installation page if they should.`,
  'database-fine': ({ version, bytes }) => md`The database is sound: ${formatBytes('en', bytes)}, schema ${version}.`,
  'database-damaged': ({ detail }) => md`The database is damaged (${detail}). Stop me and restore a backup.`,
  'disk-low': ({ bytes }) =>
    md`The disk has only ${formatBytes('en', bytes)} left. Free some space, or keep fewer articles (ARTICLES_KEEP_DAYS).`,
  'backup-unknown': () =>
    md`When the database was last backed up is not known to me. Have its file copied every day, with “sqlite3 … .backup” or while I am stopped.`,
  'model-none': () =>
    md`No language model is connected: summaries are extracts. OPENAI_BASE_URL or OPENAI_API_KEY connects one.`,
  'model-fine': ({ model }) => md`The language model’s endpoint answers and offers ${model}.`,
  'model-unlisted': ({ model }) =>
    md`The language model’s endpoint does not list ${model}. Check its exact name in LLM_MODEL.`,
  'model-refused': ({ status }) =>
    md`The language model’s endpoint refuses my key (status ${status}). Check OPENAI_API_KEY.`,
  'model-unreachable': ({ reason }) =>
    md`The language model’s endpoint does not answer (${reason}). Check OPENAI_BASE_URL and whether the server runs.`,
  'model-no-list': () =>
    md`The language model’s endpoint lists no models, so I cannot tell whether it has mine. /summary will show it.`,
  'model-retires': ({ model, day }) =>
    md`${model} will be shut down on ${formatDay('en', day)}, says its endpoint. Set LLM_MODEL to another one before then.`,
  'model-retired': ({ model, day }) =>
    md`${model} was shut down on ${formatDay('en', day)}, says its endpoint. Set LLM_MODEL to another one.`,
  'model-date-unknown': () => md`When the language model will be retired is not known: its endpoint gives no date.`,
  'model-answered': ({ model, ms, form, tokens }) =>
    md`${model} answered in ${formatMs('en', ms)} with ${forms[form]}; ${number(tokens)} tokens were charged.`,
  'model-cut': ({ model, tokens }) =>
    md`${model} answers, but thinks longer than this tiny question allows; ${number(tokens)} tokens were charged. Summaries leave it more room.`,
  'model-failed': ({ model, reason }) =>
    md`${model} did not answer as asked (${reason}). Check LLM_MODEL, OPENAI_BASE_URL and OPENAI_API_KEY.`,
  'model-not-asked': ({ paced }) =>
    paced
      ? md`The language model was not asked: you asked it too often this hour. Try again later.`
      : md`The language model was not asked: its budget is used up. /usage shows what took it.`,
  'budget-none': () => md`No budget is set for the language model. LLM_DAILY_TOKENS sets one.`,
  'budget-left': ({ percent }) => md`${percent}% of the language model budget is left.`,
  'budget-low': ({ percent }) => md`Only ${percent}% of the language model budget is left. /usage shows what took it.`,
  'budget-spent': () =>
    md`The language model budget is used up: extracts until it begins anew. /usage shows what took it.`,
  'channel-fine': ({ channelId }) => md`I may post in <#${channelId}>.`,
  'channel-closed': ({ channelId }) =>
    md`I may not post in <#${channelId}>. Give me “View Channel” and “Send Messages” there.`,
  'channel-history': ({ channelId }) =>
    md`I cannot read back in <#${channelId}>. Give me “Read Message History” there: after a failure I check what was posted.`,
  'channel-unknown': ({ channelId }) =>
    md`What I may do in <#${channelId}> could not be checked just now. Try again in a minute.`,
  'slot-next': ({ channelId, at, zone }) =>
    md`Next digest in <#${channelId}>: ${localTime('en', at, zone)} (${zone.replaceAll('_', ' ')}).`,
  'slot-none': ({ channelId }) =>
    md`The digest in <#${channelId}> has no next edition. Give it another time with /digest edit.`,
  'digest-paused': ({ channelId }) => md`The digest in <#${channelId}> is paused. /digest start resumes it.`,
  'digests-none': () => md`There is no digest. /digest create makes one.`,
  'feeds-none': () => md`No feed is followed. /feed add follows one.`,
  'feeds-fine': ({ count }) => md`${plural(count, '1 feed is', `${count} feeds are`)} read without trouble.`,
  'feed-failing': ({ title, since }) =>
    md`${title} cannot be read; it first failed ${timestamp(since, 'R')}. /feed check says why.`,
  'feed-gone': ({ title }) => md`${title} has ended, says its site. Remove it with /feed remove.`,
  'errors-none': () => md`No error was noted since I started.`,
  'error-last': ({ event, at }) => md`Noted ${timestamp(at, 'R')}: ${event}. The log has the details.`,
  'slot-trouble': ({ kind, at }) =>
    kind === 'uncertain'
      ? md`I cannot tell whether an edition was posted (${timestamp(at, 'R')}). /digest why settles it.`
      : md`An edition was not posted (${timestamp(at, 'R')}). /digest why says why.`,
};

/** What /doctor says. */
export const doctor = {
  title: 'Checkup',
  states: { fine: 'Fine', look: 'To look at', broken: 'Broken' },
  allFine: () => md`Nothing is broken.`,
  toMend: (count: number) => plural(count, md`1 thing is broken.`, md`${count} things are broken.`),
  again: 'Check again',
  askModel: 'Ask the model',
  findings,
};
