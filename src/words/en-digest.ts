import { type Markdown, md } from '../reply.ts';

/** /digest, its subcommands and options, as Discord's client lists them. `editing`: what an option says in /digest edit. */
export const digestLabels = {
  name: 'digest',
  description: 'New articles posted in a channel at the hours you choose',
  create: {
    name: 'create',
    description: 'Post new articles in a channel at fixed hours; I ask for what you leave out',
  },
  edit: { name: 'edit', description: 'Change a digest; what you leave empty stays as it is' },
  why: { name: 'why', description: 'What became of the latest editions of a digest, and why' },
  list: { name: 'list', description: 'The digests of this server' },
  preview: { name: 'preview', description: 'See what the next edition would say; nothing is posted' },
  pause: { name: 'pause', description: 'Stop posting until it is started again' },
  start: { name: 'start', description: 'Go on posting after a pause' },
  remove: { name: 'remove', description: 'Remove a digest' },
  run: { name: 'run', description: 'Post an edition now' },
  channel: { name: 'channel', description: 'Where to post: a text, announcement or forum channel, or a thread' },
  time: { name: 'time', description: 'When: 08:00, or several: 08:00, 18:30' },
  timezone: {
    name: 'timezone',
    description: 'Whose hours these are: a city, such as Paris; the server’s, or else UTC, when left empty',
  },
  days: {
    name: 'days',
    description: 'every day, weekdays, one day a week, or a list: mon, wed, fri; every day when left empty',
  },
  cron: { name: 'cron', description: 'For experts, instead of time and days: five fields, such as 30 7 * * MON-FRI' },
  language: { name: 'language', description: 'The language of the edition; yours when left empty' },
  secondLanguage: { name: 'second-language', description: 'A second language for each story; none when left empty' },
  secondShown: {
    name: 'second-shown',
    description: 'How the second language is shown; behind a button when left empty',
  },
  seconds: { both: 'both in one post', press: 'the other behind a button' },
  quiet: { name: 'quiet', description: 'What to do when nothing is new; say so when left empty' },
  quiets: { say: 'say so in one line', skip: 'post nothing' },
  catchUp: { name: 'catch-up', description: 'What becomes of a missed edition; posted late when left empty' },
  catchUps: { late: 'post late', fold: 'fold into the next', skip: 'leave out' },
  lateHours: {
    name: 'late-hours',
    description: 'How many hours late an edition may still be posted; 24 when left empty',
  },
  topics: {
    name: 'topics',
    description: 'Words or phrases that put a story first, with commas: elections, Lake Geneva',
  },
  role: { name: 'role', description: 'A role that each edition mentions; nobody when left empty' },
  publish: {
    name: 'publish',
    description: 'Announcement channels: send to the servers that follow; yes when left empty',
  },
  muted: { name: 'muted', description: 'Words or phrases that keep a story out, with commas; - for none' },
  clear: { name: 'clear', description: 'Take something away' },
  clears: {
    role: 'mention no role',
    secondLanguage: 'no second language',
    topics: 'no topics',
    muted: 'no muted topics',
  },
  digest: { name: 'digest', description: 'Which digest; may be left empty when there is only one' },
  slot: { name: 'edition', description: 'One edition in full; the latest ones when left empty' },
  editing: {
    channel: 'Where to post from now on',
    time: 'New times: 08:00, or several: 08:00, 18:30',
    timezone: 'The time zone of those hours, such as Europe/Paris',
    days: 'every day, weekdays, one day a week, or a list: mon, wed, fri',
    cron: 'Instead of time and days: five fields, such as 30 7 * * MON-FRI',
    language: 'The language of the edition',
    secondLanguage: 'A second language for each story; - for none',
    secondShown: 'How the second language is shown',
    quiet: 'What to do when nothing is new',
    catchUp: 'What becomes of a missed edition',
    lateHours: 'How many hours late an edition may still be posted',
    topics: 'Words or phrases that put a story first, with commas; - for none',
    role: 'A role that each edition mentions',
    publish: 'Announcement channels: send to the servers that follow',
  },
};

/** What a manager reads of a digest. */
export const digest = {
  /** What Discord's settings call Send Messages in a forum. */
  createPosts: 'Create Posts',
  everyDay: 'every day',
  weekdays: 'Monday to Friday',
  /** A choice for one day a week; the day comes from Intl. */
  weekly: (day: string) => `every ${day}`,
  cron: (expression: string) => `cron ${expression}`,
  both: (first: string, second: string) => `${first} and ${second}`,
  /** A digest in one line. */
  order: (channelId: string, when: string, zone: string, language: string) =>
    md`<#${channelId}> · ${when} · ${zone} · ${language}`,
  created: (channelId: string) => md`Done: new articles will be posted in <#${channelId}>.`,
  next: (moment: Markdown) => md`Next edition: ${moment}.`,
  noNext: () => md`No edition is scheduled.`,
  first: () => md`The first edition holds the newest stored articles; each later one, what has come since.`,
  publishes: () =>
    md`Each message also goes to the servers that follow this channel; /digest edit with “publish” changes that.`,
  quiet: { say: 'When nothing is new, one line says so.', skip: 'When nothing is new, nothing is posted.' },
  /** Pieces of the small line that says what is not as usual. */
  catchUp: {
    late: (hours: number) => `missed ones posted up to ${hours} h late`,
    fold: () => 'missed ones folded into the next',
    skip: () => 'missed ones left out',
  },
  topics: (phrases: string) => `topics: ${phrases}`,
  muted: (phrases: string) => `muted: ${phrases}`,
  mentions: (roleId: string) => md`mentions <@&${roleId}>`,
  published: 'published to followers',
  paused: () => md`Paused: nothing is posted until you start it again.`,
  started: () => md`Started. What fell due in the meantime is not posted.`,
  removed: () => md`Removed: nothing more is posted.`,
  running: (channelId: string) => md`An edition is on its way to <#${channelId}>.`,
  listTitle: 'Digests of this server',
  pick: 'Choose one to change it',
  none: () => md`This server has no digest yet. Make one with /digest create.`,
  previewNote: () => md`A preview: nothing was posted, and the next edition still holds these articles.`,
  which: () => md`Which digest? Pick one from the list while you type.`,
  pausedWord: 'paused',
  edited: () => md`Changed, from the next edition on:`,
  unchanged: () => md`Nothing was changed: every value you gave was set already.`,
  nothingGiven: () => md`Give at least one option to change; those you leave empty stay as they are.`,
  undone: () => md`Back as it was:`,
  notUndone: () => md`Nothing is undone: that edit was undone already, or somebody made another since.`,
  /** What an edit changed, a line each. */
  change: (label: string, before: Markdown, after: Markdown) => md`**${label}**: ${before} → ${after}`,
  fields: {
    channel: 'Channel',
    when: 'When',
    zone: 'Time zone',
    language: 'Language',
    secondLanguage: 'Second language',
    secondShown: 'Second language shown',
    quiet: 'Quiet days',
    catchUp: 'Missed editions',
    lateHours: 'Longest delay',
    topics: 'Topics',
    muted: 'Muted topics',
    role: 'Mentioned role',
    publish: 'Published to followers',
  },
  nothing: 'none',
  /** Of a language. */
  noLanguage: 'none',
  yes: 'yes',
  no: 'no',
  /** The last edition, where it did not arrive. */
  refused: (due: Markdown, reason: Markdown) => md`⚠ The last edition, due ${due}, was not posted: ${reason}`,
  uncertain: (due: Markdown) =>
    md`⚠ I cannot tell whether the edition due ${due} was posted. Please check the channel.`,
  settled: {
    posted: (due: Markdown) => md`Noted: the edition due ${due} counts as posted.`,
    sending: (due: Markdown) => md`The edition due ${due} is on its way again. I first check whether it is there.`,
    already: (due: Markdown) => md`The edition due ${due} is settled already; nothing was done.`,
    unknown: () => md`That edition, or its digest, does not exist any more.`,
  },
  buttons: {
    pause: 'Pause',
    start: 'Start',
    remove: 'Remove',
    undo: 'Undo',
    preview: 'Preview',
    run: 'Post now',
    why: 'Why?',
  },
};

/** The permissions that a bot needs in a channel, as Discord's own settings call them. */
export const permissions = {
  ViewChannel: 'View Channel',
  SendMessages: 'Send Messages',
  SendMessagesInThreads: 'Send Messages in Threads',
  ReadMessageHistory: 'Read Message History',
};
