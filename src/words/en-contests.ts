import { md } from '../reply.ts';

/** What members say against outlets’ cards, as a server’s managers see it. */
export const contests = {
  button: (count: number) => `Contests (${count})`,
  title: 'Contests of this server',
  about:
    'What members say against outlets’ cards. A correction is for the operators of this bot; what you close here stays in their queue.',
  none: () => md`No contest is open.`,
  said: (text: string) => md`“${text}”`,
  pick: 'Close one…',
  closed: (outlet: string) => md`Closed: ${outlet}.`,
  reopened: (outlet: string) => md`Open again: ${outlet}.`,
  gone: () => md`That contest was closed meanwhile.`,
  settings: 'Settings',
};
