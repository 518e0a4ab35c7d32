import { md } from '../reply.ts';
import type { Words } from './en.ts';

export const contests: Words['contests'] = {
  button: (count) => `Widersprüche (${count})`,
  title: 'Widersprüche dieses Servers',
  about:
    'Was Mitglieder an den Angaben zu Medien beanstanden. Die Betreiber dieses Bots berichtigen sie; was du hier abschließt, bleibt in ihrer Warteschlange.',
  none: () => md`Kein Widerspruch ist offen.`,
  said: (text) => md`„${text}“`,
  pick: 'Einen abschließen …',
  closed: (outlet) => md`Abgeschlossen: ${outlet}.`,
  reopened: (outlet) => md`Wieder offen: ${outlet}.`,
  gone: () => md`Dieser Widerspruch wurde inzwischen abgeschlossen.`,
  settings: 'Einstellungen',
};
