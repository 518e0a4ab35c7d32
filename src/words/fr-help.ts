import { md } from '../reply.ts';
import type { Words } from './en.ts';

export const helpLabels: Words['commands']['help'] = {
  name: 'aide',
  description: 'Ce que je fais, ce que je garde de vous, et à qui l’on doit ce travail',
};

export const help: Words['help'] = {
  title: 'Kiosque, un kiosque à journaux',
  what: () =>
    md`J’enregistre des articles, je dis qui les publie et j’en fais des revues. Chaque phrase d’un résumé repose sur des mots d’origine que vous pouvez lire.`,
  menu: () =>
    md`Sur un téléphone : appuyez longuement sur un message qui contient un lien, puis sur Applications, pour le résumer ou le traduire.`,
  forManagers: 'Pour les gestionnaires de ce serveur',
  pick: 'En savoir plus…',
  pages: { commands: 'Commandes', privacy: 'Vie privée', licenses: 'Licences' },
  reads: () => md`Je ne lis aucun message, sauf celui que vous me désignez depuis son menu, et je n’en garde rien.`,
  keptTitle: 'Ce que je garde de vous',
  kept: () => [
    md`La langue de lecture que vous avez choisie, sous votre identifiant Discord, jusqu’à ce que vous me la fassiez oublier.`,
    md`Le dernier article montré dans un salon et ceux que vous avez demandé à voir quand même, sous une empreinte à clé de votre identifiant.`,
    md`Ce que coûtent vos appels au modèle de langue, sous la même empreinte : c’est ce qui permet les limites par membre.`,
    md`Votre identifiant Discord à côté des articles et des flux que vous avez ajoutés ou retirés, et des revues que vous avez créées.`,
    md`Ce que vous écrivez contre la fiche d’un média et, pendant un jour, la revue que vous préparez, sous l’empreinte.`,
  ],
  model: (model) =>
    model === undefined
      ? md`Aucun modèle de langue n’est connecté : aucun texte ne sort d’ici.`
      : md`Les articles, les questions et les mots que vous faites traduire partent vers le modèle de langue ${model}. Votre nom et votre identifiant, non.`,
  forget: 'Oublier ma langue',
  licenses: () => [
    md`Kiosque est un logiciel libre, sous licence MIT.`,
    md`Les articles restent la propriété de leurs éditeurs ; chacun mène à son original.`,
    md`Ce qui est dit des médias vient de listes citées, comme le State Media Monitor ; chaque fiche nomme la sienne. Les mentions légales figurent dans le fichier NOTICE.`,
    md`Résumés, traductions et réponses disent qui les a écrits : un modèle, une personne, ou l’article lui-même.`,
  ],
};
