import { type Markdown, md } from '../reply.ts';
import { grammarOf } from './formats.ts';

const { number } = grammarOf('en');

/** How a digest is set up step by step: /digest create without its options. */
export const guide = {
  title: 'A new digest',
  intro: () => md`Choose where and when it is posted, and what this server reads.`,
  pick: {
    channel: 'Channel…',
    time: 'Time…',
    zone: 'Time zone: the nearest city…',
    place: 'Which place do you mean?',
    feeds: 'Feeds to follow: as many as you like…',
    days: 'Days…',
    language: 'Language of the digest…',
    found: 'Which of these feeds?',
  },
  at: (time: string) => `at ${time}`,
  forAll: (language: string) => `Written in ${language}`,
  followsAlready: (names: string) => md`Followed already: ${names}.`,
  followsToo: (names: string) => md`Also to be followed: ${names}.`,
  more: 'More choices',
  moreNote: () => md`Everything is set sensibly already; change what you like.`,
  ready: 'Ready to start?',
  first: (moment: Markdown) => md`First edition: ${moment}.`,
  feeds: (names: string) => md`Feeds: ${names}.`,
  noFeeds: () => md`No feed yet: it will hold what members add.`,
  stored: () => md`Stored already, for the first edition:`,
  /** The end of a list of names. */
  others: (count: number) => `${number(count)} more`,
  /** Below a list of titles. */
  andOthers: (count: number) => md`and ${number(count)} more`,
  nothingStored: () => md`Nothing is stored yet: the first edition holds what comes in until then.`,
  started: 'The digest is set up',
  followed: (names: string) => md`Followed: ${names}. Their articles come in within minutes.`,
  notFollowed: (names: string) => md`Not followed, as this server follows as many as it may: ${names}.`,
  undone: () => md`Undone: this digest is gone, and the feeds and settings are as they were.`,
  gone: () => md`This digest was removed.`,
  forgotten: (command: Markdown) => md`I keep these choices for a day, and it has passed. ${command} begins again.`,
  noPlace: (typed: string) => md`I know no place called “${typed}”. Try a larger city nearby.`,
  cityForm: { title: 'Time zone', label: 'City, country or time zone', placeholder: 'Such as Marseille' },
  addressForm: {
    title: 'Another feed',
    label: 'Address of a site or feed',
    placeholder: 'Such as https://example.org',
  },
  buttons: {
    next: 'Next',
    back: 'Back',
    start: 'Start',
    city: 'Search a city…',
    more: 'More…',
    address: 'Another feed…',
    preview: 'Preview',
    undo: 'Undo',
  },
};
