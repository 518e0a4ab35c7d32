import { md } from '../reply.ts';

/** What members say against outlets’ cards, as a server’s managers see it. */
export const contests = {
  button: (count: number) => `Objections (${count})`,
  title: 'Objections of this server',
  about:
    'What members object to in outlets’ cards. The operators of this bot correct them; what you close here stays in their queue.',
  none: () => md`No objection is open.`,
  said: (text: string) => md`“${text}”`,
  pick: 'Close one…',
  closed: (outlet: string) => md`Closed: ${outlet}.`,
  reopened: (outlet: string) => md`Open again: ${outlet}.`,
  gone: () => md`That objection has been closed meanwhile.`,
  settings: 'Settings',
};
