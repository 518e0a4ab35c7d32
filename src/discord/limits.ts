/** Discord's numbers for messages made of components (https://docs.discord.com/developers/components/reference). */
export const LIMITS = {
  /** Components of a message, nested ones included. */
  components: 40,
  /** Characters of all text displays of a message. Button labels and placeholders are counted too: Discord does not say whether it does. */
  text: 4000,
  buttonsInRow: 5,
  buttonLabel: 80,
  customId: 100,
  selectOptions: 25,
  optionLabel: 100,
  optionValue: 100,
  optionDescription: 100,
  placeholder: 150,
  /** Of a form: its title, its fields, their labels and what stands below those (https://docs.discord.com/developers/components/reference#label). */
  formTitle: 45,
  formFields: 5,
  fieldLabel: 45,
  fieldDescription: 100,
  fieldPlaceholder: 100,
  fieldText: 4000,
  /** Files of a message (https://docs.discord.com/developers/resources/message#create-message). */
  files: 10,
  /** Characters that describe a picture (https://docs.discord.com/developers/components/reference#media-gallery). */
  mediaDescription: 1024,
  /** Characters of a thread's name (https://docs.discord.com/developers/resources/channel#start-thread-in-forum-or-media-channel). */
  threadName: 100,
  /** Characters of a message's nonce. */
  nonce: 25,
  /** Messages of one page of a channel's history. */
  historyPage: 100,
  /** Archived threads of one page (https://docs.discord.com/developers/resources/channel#list-public-archived-threads). */
  threadPage: 100,
  /** Choices of an autocomplete answer (https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-autocomplete). */
  choices: 25,
  choiceName: 100,
  choiceValue: 100,
} as const;

/** Times of an interaction, milliseconds (https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback). */
export const TIMES = {
  /** The first answer is due within 3 s of the interaction's creation; a request that takes longer than this is given up. */
  acknowledgeMs: 2500,
  /** Our own deadline for choices: they must reach Discord within the same 3 s. */
  completeMs: 2000,
  /** The token lives 15 minutes; the last edit must arrive before that. */
  workMs: 14 * 60_000,
  /** Pace of our interim replies: Discord allows 5 edits in 5 s of one message, and a reader reads slower. */
  interimMs: 1500,
  /** A whole file that a member attached. */
  downloadMs: 20_000,
  /** One edit of a reply. */
  editMs: 15_000,
} as const;

/**
 * Codes in error bodies that we act upon (https://docs.discord.com/developers/topics/opcodes-and-status-codes#json).
 */
export const CODES = {
  unknownChannel: 10003,
  unknownMessage: 10008,
  unknownWebhook: 10015,
  unknownInteraction: 10062,
  alreadyAcknowledged: 40060,
  alreadyCrossposted: 40033,
  tagRequired: 40067,
  missingPermissions: 50013,
  invalidWebhookToken: 50027,
  archivedThread: 50083,
  threadLocked: 160005,
  tooManyActiveThreads: 160006,
} as const;
