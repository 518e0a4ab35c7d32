import { md } from '../reply.ts';

/** /settings and its option, as Discord's client lists them. */
export const settingsLabels = {
  name: 'settings',
  description: 'What this server chose: sources, language, time zone, who may add articles',
  timezone: { name: 'timezone', description: 'The time zone of new digests, by its city' },
};

/** What an article of a state-controlled outlet is met with. */
export const sources = {
  held: () =>
    md`This server shows texts of state-controlled outlets on request only. What the outlet is, and who says so, is above.`,
  open: 'Show it anyway',
  /** A policy's name in a list, and what it does in a few words. */
  policies: {
    allowed: { name: 'Shown like all others', does: 'The kind of outlet stands beside its name, as for every outlet' },
    labeled: { name: 'Shown with a label', does: 'Below each title: who says that a state controls the outlet' },
    'opt-in': { name: 'Shown on request', does: 'Title and label at once, the text behind a button' },
    blocked: { name: 'Not shown', does: 'Not found, not summarized, in no digest of this server' },
  },
};

/** What /settings shows. */
export const settings = {
  title: 'Settings of this server',
  names: {
    sourcePolicy: 'State-controlled outlets',
    language: 'Language of new digests',
    zone: 'Time zone of new digests',
    adders: 'Who may add articles',
  },
  /** Which kinds of outlet that is about. */
  policyNote: () =>
    md`This is about outlets that the cited lists call state-controlled or captured. Independent public broadcasters, those a state merely funds or manages, and unknown ones are never among them.`,
  languageNote: () => md`Members read in their own language; this one stands in where I do not have theirs.`,
  search: 'Search a city…',
  city: 'City',
  whichPlace: (typed: string) => md`Which place is “${typed}”?`,
  noPlace: (typed: string) => md`I know no place called “${typed}”. Try a larger city nearby.`,
  addersNames: { everybody: 'Everybody', managers: 'Only this server’s managers' },
  /** Nothing chosen. */
  none: { language: 'That of whoever makes it', zone: 'Chosen for each digest' },
  changed: (name: string, value: string) => md`Changed. **${name}:** ${value}`,
  undone: (name: string, value: string) => md`Undone. **${name}:** ${value}`,
  kept: (name: string, value: string) => md`Not undone: somebody has changed it since. **${name}:** ${value}`,
  undo: 'Undo',
};

/** Saying that an outlet’s card is wrong. */
export const contest = {
  button: 'Contest this',
  /** Who will see it. */
  readBy: {
    operators: 'The operators of this bot read it, without your name.',
    server: 'Read by the operators and this server’s managers, without your name.',
  },
  form: {
    title: 'Contest a card',
    reason: 'What is wrong?',
    words: 'What is right, and where can we check it?',
  },
  pick: 'What is wrong…',
  reasons: {
    kind: 'What kind of outlet it is',
    owner: 'Who owns it',
    country: 'Its country',
    outdated: 'The statement is out of date',
    'mixed-up': 'It is another outlet of that name',
    /** In the member's own words alone. */
    other: 'Something else',
  },
  written: (outlet: string) => md`Noted for the operators: what you contest about ${outlet}.`,
  /** “Something else” without a word about it. */
  wordless: () => md`Say in a few words what is wrong, or pick one of the reasons.`,
  again: (outlet: string) => md`You have already contested the card of ${outlet} today. It is in the queue.`,
  added: (outlet: string) => md`Noted: your words about ${outlet} too.`,
  gone: () => md`That article is no longer stored.`,
  /** To the operators. */
  told: (outlet: string, reason: string, said: string | null) =>
    md`A member contests the card of ${outlet}: “${reason}”.${said === null ? '' : md` In their words: “${said}”.`} “npx kiosque contests list” shows the queue.`,
};
