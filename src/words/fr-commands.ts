import type { Words } from './en.ts';
import { addLabels } from './fr-add.ts';
import { digestLabels } from './fr-digest.ts';
import { feedLabels } from './fr-feed.ts';
import { doctorLabels } from './fr-doctor.ts';
import { helpLabels } from './fr-help.ts';
import { settingsLabels } from './fr-sources.ts';

export const commands: Words['commands'] = {
  articleOption: { name: 'article', description: 'Un article enregistré ; le plus récent si vide' },
  shownOption: { name: 'article', description: 'Un article enregistré ; le dernier montré ici si vide' },
  languageOption: { name: 'langue', description: 'La langue de lecture ; la vôtre si vide' },
  shareOption: { name: 'partager', description: 'Publier ici pour tout le monde' },
  article: { name: 'article', description: 'Lire un article enregistré' },
  search: {
    name: 'chercher',
    description: 'Trouver des articles enregistrés',
    words: { name: 'mots', description: 'Des mots du titre ou du texte' },
    outlet: { name: 'média', description: 'Qui l’a publié' },
    feed: { name: 'flux', description: 'Un flux qui l’a apporté' },
    since: { name: 'depuis', description: 'Publié ce jour-là ou après, par exemple 2021-05-31' },
    until: { name: 'jusqu-au', description: 'Publié ce jour-là ou avant, par exemple 2021-05-31' },
    language: { name: 'langue', description: 'La langue dans laquelle l’article est écrit' },
  },
  summary: {
    name: 'résumé',
    description: 'Résumer un article enregistré, mots d’origine à l’appui',
    length: { name: 'longueur', description: 'Quelle longueur ; court si vide' },
    lengths: { 'one-line': 'une ligne', short: 'court', detailed: 'détaillé' },
    extracts: { name: 'extraits', description: 'Seulement les phrases de l’article, sans modèle de langue' },
  },
  translate: {
    name: 'traduire',
    description: 'Traduire un article enregistré, paragraphe par paragraphe',
    file: { name: 'fichier', description: 'Aussi en fichier texte' },
  },
  digest: digestLabels,
  feed: feedLabels,
  add: addLabels,
  settings: settingsLabels,
  help: helpLabels,
  doctor: doctorLabels,
  whoSays: { name: 'qui-dit-quoi', description: 'Qui dit quoi dans un article, et ce que le média affirme lui-même' },
  ask: {
    name: 'demander',
    description: 'Interroger un article ou toutes les archives ; la réponse est faite de phrases citées',
    question: { name: 'question', description: 'Ce que vous voulez savoir ; 500 caractères au plus' },
    article: { name: 'article', description: 'L’article à interroger ; toutes les archives si vide' },
  },
  usage: { name: 'dépenses', description: 'Ce que le modèle de langue coûte à ce serveur, et ce qui reste' },
};
