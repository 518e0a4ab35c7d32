import { md } from '../reply.ts';
import type { Words } from './en.ts';

export const settingsLabels: Words['commands']['settings'] = {
  name: 'réglages',
  description: 'Les choix de ce serveur : sources, langue, fuseau horaire, qui peut ajouter',
  timezone: { name: 'fuseau', description: 'Le fuseau horaire des nouvelles revues, par sa ville' },
};

export const sources: Words['sources'] = {
  held: () =>
    md`Ce serveur ne montre les textes des médias contrôlés par un État que sur demande. Ci-dessus : ce qu’est ce média, et qui le dit.`,
  open: 'Afficher quand même',
  policies: {
    allowed: {
      name: 'Montrés comme les autres',
      does: 'Le genre du média figure à côté de son nom, comme pour tous',
    },
    labeled: {
      name: 'Montrés avec une mention',
      does: 'Sous chaque titre : qui dit que ce média est contrôlé par un État',
    },
    'opt-in': { name: 'Montrés sur demande', does: 'Titre et mention d’emblée, le texte par un bouton' },
    blocked: { name: 'Non montrés', does: 'Ni trouvés, ni résumés, ni repris dans les revues de ce serveur' },
  },
};

export const settings: Words['settings'] = {
  title: 'Réglages de ce serveur',
  names: {
    sourcePolicy: 'Médias contrôlés par un État',
    language: 'Langue des nouvelles revues',
    zone: 'Fuseau horaire des nouvelles revues',
    adders: 'Qui peut ajouter des articles',
  },
  policyNote: () =>
    md`Il s’agit des médias que les listes citées disent contrôlés par un État ou sous son emprise. Les médias publics indépendants, ceux qu’un État ne fait que financer ou gérer et les inconnus n’en sont jamais.`,
  languageNote: () => md`Chacun lit dans sa langue ; celle-ci prend le relais quand je n’ai pas la sienne.`,
  search: 'Chercher une ville…',
  city: 'Ville',
  whichPlace: (typed) => md`Quel lieu est « ${typed} » ?`,
  noPlace: (typed) => md`Je ne connais aucun lieu nommé « ${typed} ». Essayez une plus grande ville proche.`,
  addersNames: { everybody: 'Tout le monde', managers: 'Seulement les gestionnaires' },
  none: { language: 'Celle de qui la crée', zone: 'Choisi pour chaque revue' },
  changed: (name, value) => md`C’est changé. **${name} :** ${value}`,
  undone: (name, value) => md`C’est annulé. **${name} :** ${value}`,
  kept: (name, value) => md`Rien n’est annulé : quelqu’un a choisi autre chose depuis. **${name} :** ${value}`,
  undo: 'Annuler',
};

export const contest: Words['contest'] = {
  button: 'Contester',
  readBy: {
    operators: 'Les responsables de ce bot le liront, sans votre nom.',
    server: 'Lu par les responsables du bot et les gestionnaires de ce serveur, sans votre nom.',
  },
  form: {
    title: 'Contester une fiche',
    reason: 'Qu’est-ce qui ne va pas ?',
    words: 'Qu’est-ce qui est exact ? Où le vérifier ?',
  },
  pick: 'Ce qui ne va pas…',
  reasons: {
    kind: 'Le genre de média',
    owner: 'Le propriétaire',
    country: 'Le pays',
    outdated: 'L’indication n’est plus à jour',
    'mixed-up': 'C’est un autre média du même nom',
    other: 'Autre chose',
  },
  written: (outlet) => md`C’est noté pour les responsables : ce que vous contestez à propos de ${outlet}.`,
  wordless: () => md`Dites en quelques mots ce qui ne va pas, ou choisissez une des raisons.`,
  again: (outlet) =>
    md`Vous avez déjà contesté la fiche de ${outlet} aujourd’hui. Votre remarque est dans la file d’attente.`,
  added: (outlet) => md`C’est noté, avec vos mots à propos de ${outlet}.`,
  gone: () => md`Cet article n’est plus enregistré.`,
  told: (outlet, reason, said) =>
    md`Un membre conteste la fiche de ${outlet} : « ${reason} ».${said === null ? '' : md` Avec ses mots : « ${said} ».`} « npx kiosque contests list » montre la file.`,
};
