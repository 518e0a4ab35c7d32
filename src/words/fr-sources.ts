import { md } from '../reply.ts';
import type { Words } from './en.ts';

export const settingsLabels: Words['commands']['settings'] = {
  name: 'réglages',
  description: 'Les choix de ce serveur : sources, langue, fuseau horaire, qui peut ajouter',
  timezone: { name: 'fuseau', description: 'Le fuseau horaire des nouvelles revues, par sa ville' },
};

export const sources: Words['sources'] = {
  held: () =>
    md`Ce serveur ne montre les textes des médias contrôlés par un État que sur demande. Ce qu’est ce média, et qui le dit, figure ci-dessus.`,
  open: 'Afficher quand même',
  policies: {
    allowed: {
      name: 'Montrés comme les autres',
      does: 'Le genre du média figure à côté de son nom, comme pour tous',
    },
    labeled: {
      name: 'Montrés avec une mention',
      does: 'Sous chaque titre : qui dit que ce média est contrôlé par un État',
    },
    'opt-in': { name: 'Montrés sur demande', does: 'Titre et mention d’emblée, le texte d’une pression' },
    blocked: { name: 'Non montrés', does: 'Ni trouvés, ni résumés, ni repris dans les revues de ce serveur' },
  },
};

export const settings: Words['settings'] = {
  title: 'Réglages de ce serveur',
  policy: (name) => md`**Médias contrôlés par un État :** ${name}`,
  policyNote: () =>
    md`Il s’agit des médias que les listes citées disent contrôlés ou captés par un État. Les médias publics indépendants, ceux qu’un État ne fait que financer ou gérer et ceux dont je ne sais rien n’en font jamais partie.`,
  language: (name) => md`**Langue des nouvelles revues :** ${name}`,
  languageNote: () => md`Chacun lit dans sa langue ; celle-ci prend le relais quand je n’ai pas la sienne.`,
  zone: (name) => md`**Fuseau horaire des nouvelles revues :** ${name}`,
  zoneNote: (command) => md`Il y a plus de fuseaux que la liste n’en contient : tapez une ville dans ${command}.`,
  adders: (name) => md`**Qui peut ajouter des articles :** ${name}`,
  addersNames: { everybody: 'Tout le monde', managers: 'Seulement qui gère ce serveur' },
  whoever: 'celle de qui la crée',
  noZone: 'aucun : choisi pour chaque revue',
  placeholders: {
    policy: 'Médias contrôlés par un État…',
    language: 'Langue des nouvelles revues…',
    zone: 'Fuseau horaire des nouvelles revues…',
    adders: 'Qui peut ajouter des articles…',
  },
  none: 'Aucun choix',
  changed: (line) => md`C’est changé. ${line}`,
  undone: (line) => md`C’est annulé. ${line}`,
  undo: 'Annuler',
};

export const contest: Words['contest'] = {
  button: 'Contester',
  what: (outlet) =>
    md`Qu’est-ce qui ne va pas dans la fiche de ${outlet} ? Les responsables de ce bot le liront, sans votre nom.`,
  pick: 'Ce qui ne va pas…',
  reasons: {
    kind: 'Le genre de média',
    owner: 'Le propriétaire',
    country: 'Le pays',
    outdated: 'L’indication n’est plus à jour',
    'mixed-up': 'C’est un autre média du même nom',
  },
  thanks: (outlet) => md`C’est noté pour les responsables : ce que vous contestez à propos de ${outlet}.`,
  again: (outlet) => md`Vous avez déjà contesté la fiche de ${outlet} aujourd’hui. Votre remarque est dans la file.`,
  gone: () => md`Cet article n’est plus enregistré.`,
  told: (outlet, reason) =>
    md`Un membre conteste la fiche de ${outlet} : « ${reason} ». « npx kiosque contests list » montre la file.`,
};
