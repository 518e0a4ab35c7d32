import { md, startSentence } from '../reply.ts';
import type { Words } from './en.ts';

export const menu: Words['menu'] = {
  labels: { summarize: 'Résumer le lien', translate: 'Traduire' },
  none: () => md`Ce message ne contient aucun lien vers un article. Choisissez-en un autre, ou essayez /chercher.`,
  noWords: () =>
    md`Ce message ne contient ni texte à traduire ni lien vers un article. Choisissez-en un autre, ou essayez /traduire.`,
  reading: (site) => md`Je lis la page sur ${site}…`,
  unreadable: (site, why) => md`Je n’ai pas pu lire la page sur ${site}. ${why}`,
  several: () => md`Ce message présente plusieurs articles. Lequel voulez-vous ?`,
  pick: 'Choisir un article',
  sameLanguage: (language) => md`Ce message est déjà en ${language}, votre langue de lecture.`,
  working: (model, language) => md`${model} traduit encore ce message en ${language}.`,
  byModel: (model, from, to) =>
    md`${startSentence(from)} → ${to}, traduit par ${model}. Je ne garde ni le message ni sa traduction.`,
  byModelFromUnknown: (model, to) => md`En ${to}, traduit par ${model}. Je ne garde ni le message ni sa traduction.`,
  missing: (reason) => md`${startSentence(reason)} : je ne peux pas traduire ce message.`,
};

export const forgetting: Words['forgetting'] = {
  forgotten: (language) =>
    md`Oubliés : votre langue et le dernier article que je vous ai montré. Vous lisez désormais en ${language}, d’après votre Discord ou ce serveur.`,
  nothing: (language) =>
    md`Vous n’avez choisi aucune langue : il n’y a rien à oublier. Vous lisez en ${language}, d’après votre Discord ou ce serveur.`,
};
