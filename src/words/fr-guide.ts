import { md } from '../reply.ts';
import type { Words } from './en.ts';
import { grammarOf } from './formats.ts';

const { plural, number } = grammarOf('fr');

export const guide: Words['guide'] = {
  title: 'Une nouvelle revue',
  intro: () => md`Choisissez où et quand elle paraît, et ce que lit ce serveur.`,
  pick: {
    channel: 'Salon…',
    time: 'Heure…',
    zone: 'Fuseau : la ville la plus proche…',
    place: 'De quel lieu s’agit-il ?',
    feeds: 'Flux à suivre, à volonté…',
    days: 'Jours…',
    language: 'Langue de la revue…',
    found: 'Lequel de ces flux ?',
  },
  at: (time) => `à ${time}`,
  forAll: (language) => `Langue : ${language}`,
  followsAlready: (names) => md`Déjà suivis : ${names}.`,
  followsToo: (names) => md`À suivre aussi : ${names}.`,
  more: 'Autres choix',
  moreNote: () => md`Tout est déjà réglé au mieux ; changez ce que vous voulez.`,
  ready: 'On commence ?',
  first: (moment) => md`Première édition : ${moment}.`,
  feeds: (names) => md`Flux : ${names}.`,
  noFeeds: () => md`Aucun flux pour l’instant : la revue reprendra ce que les membres ajoutent.`,
  stored: () => md`Déjà enregistré, pour la première édition :`,
  others: (count) => plural(count, '1 autre', `${number(count)} autres`),
  andOthers: (count) => md`et ${plural(count, '1 autre', `${number(count)} autres`)}`,
  nothingStored: () => md`Rien n’est encore enregistré : la première édition reprendra ce qui arrive d’ici là.`,
  started: 'La revue est en place',
  followed: (names) => md`Suivis : ${names}. Leurs articles arrivent dans quelques minutes.`,
  notFollowed: (names) => md`Pas suivis, car ce serveur en suit autant qu’il peut : ${names}.`,
  undone: () => md`Annulé : cette revue n’existe plus, les flux et les réglages sont comme avant.`,
  gone: () => md`Cette revue a été supprimée.`,
  forgotten: (command) => md`Je garde ces choix un jour ; il est passé. ${command} reprend du début.`,
  noPlace: (typed) => md`Je ne connais aucun lieu appelé « ${typed} ». Essayez une plus grande ville des environs.`,
  cityForm: {
    title: 'Fuseau horaire',
    label: 'Ville, pays ou fuseau horaire',
    placeholder: 'Par exemple Marseille',
  },
  addressForm: {
    title: 'Un autre flux',
    label: 'Adresse d’un site ou d’un flux',
    placeholder: 'Par exemple https://example.org',
  },
  buttons: {
    next: 'Suite',
    back: 'Retour',
    start: 'Commencer',
    city: 'Chercher une ville…',
    more: 'Plus…',
    address: 'Un autre flux…',
    preview: 'Aperçu',
    undo: 'Annuler',
  },
};
