/** An examination's finding that needs no details: `{}`. */
type Nothing = Record<string, never>;

/** What an examination of the bot may find, by code, with what its sentence needs. Instants are epoch milliseconds. */
export type FindingDetails = {
  'token-fine': { name: string };
  'token-missing': Nothing;
  'token-refused': Nothing;
  'discord-unreachable': { reason: string };
  'application-fine': Nothing;
  'application-endpoint': Nothing;
  'application-code-grant': Nothing;
  'application-servers-only': Nothing;
  'database-fine': { version: string; bytes: number };
  'database-damaged': { detail: string };
  'disk-low': { bytes: number };
  'backup-unknown': Nothing;
  'model-none': Nothing;
  'model-fine': { model: string };
  'model-unlisted': { model: string };
  'model-refused': { status: number };
  'model-unreachable': { reason: string };
  'model-no-list': Nothing;
  'model-retires': { model: string; day: string };
  'model-retired': { model: string; day: string };
  'model-date-unknown': Nothing;
  /** It was asked one tiny thing. `ms`: until it had answered; `form`: how its answer is brought into a shape. */
  'model-answered': { model: string; ms: number; form: 'json_schema' | 'json_object' | 'prompt'; tokens: number };
  'model-cut': { model: string; tokens: number };
  'model-failed': { model: string; reason: string };
  /** `paced`: by the limit of a member's calls, else by a budget. */
  'model-not-asked': { paced: boolean };
  'budget-none': Nothing;
  'budget-left': { percent: number };
  'budget-low': { percent: number };
  'budget-spent': Nothing;
  'channel-fine': { channelId: string };
  'channel-closed': { channelId: string };
  'channel-history': { channelId: string };
  'channel-unknown': { channelId: string };
  'slot-next': { channelId: string; at: number; zone: string };
  'slot-none': { channelId: string };
  'digest-paused': { channelId: string };
  'digests-none': Nothing;
  'feeds-none': Nothing;
  'feeds-fine': { count: number };
  'feed-failing': { title: string; since: number };
  'feed-gone': { title: string };
  'errors-none': Nothing;
  'error-last': { event: string; at: number };
  'slot-trouble': { kind: 'refused' | 'uncertain' | 'compose-failed'; at: number };
};

export type FindingCode = keyof FindingDetails;

/** `look`: works, and somebody should look; `broken`: does not work until it is mended. */
export type FindingState = 'fine' | 'look' | 'broken';

/** One line of an examination. */
export type Finding = {
  [Code in FindingCode]: { code: Code; state: FindingState; details: FindingDetails[Code] };
}[FindingCode];
