import { md } from '../reply.ts';
import type { Words } from './en.ts';

export const contests: Words['contests'] = {
  button: (count) => `Contestations (${count})`,
  title: 'Contestations de ce serveur',
  about:
    'Ce que des membres reprochent aux fiches des médias. Les responsables de ce bot les corrigent ; ce que vous classez ici reste dans leur file.',
  none: () => md`Aucune contestation n’est ouverte.`,
  said: (text) => md`« ${text} »`,
  pick: 'En classer une…',
  closed: (outlet) => md`Classée : ${outlet}.`,
  reopened: (outlet) => md`Rouverte : ${outlet}.`,
  gone: () => md`Cette contestation a été classée entre-temps.`,
  settings: 'Réglages',
};
