import { md } from '../reply.ts';
import type { Words } from './en.ts';
import { grammarOf } from './formats.ts';

const { number, plural } = grammarOf('fr');

export const edition: Words['edition'] = {
  heading: (date) => `L’actualité du ${date}`,
  late: (due) => md`Cette édition, prévue le ${due}, est en retard : j’étais à l’arrêt, ou Discord hors d’atteinte.`,
  none: () => md`Rien de nouveau depuis la dernière édition.`,
  empty: () => md`Aucun article n’est encore enregistré.`,
  more: (rest) =>
    plural(
      rest,
      md`Et ${number(rest)} autre nouvel article : /chercher le trouve.`,
      md`Et ${number(rest)} autres nouveaux articles : /chercher les trouve.`,
    ),
  extract: (sentence) => md`« ${sentence} »`,
  corrected: (at, before) => md`Correction du ${at} : l’article a été modifié. Il disait auparavant : « ${before} »`,
  withdrawn: (at, before) => md`Correction du ${at} : l’article ne dit plus « ${before} »`,
  unsaid: (at, before) =>
    md`Correction du ${at} : l’article a été modifié, et ce serveur n’en montre plus rien. Il disait auparavant : « ${before} »`,
  extracts: () => md`Les phrases entre guillemets sont celles des articles.`,
  byModel: (model) => md`Les phrases sans guillemets sont de ${model}, chacune vérifiée face à son article.`,
  labeled: (sources) => md`Qui dit qu’un État contrôle un média : ${sources}`,
  soleSource: 'Une seule source',
  held: () => md`Affiché sur demande : ce serveur ne montre pas d’emblée les textes des médias contrôlés par un État.`,
  also: (outlets, rest) => (rest === 0 ? md`Aussi : ${outlets}` : md`Aussi : ${outlets} · ${rest} de plus`),
  inThisLanguage: 'En français',
  pickStory: 'En savoir plus sur un sujet',
  storyGone: () => md`Cet article n’est plus enregistré. /chercher en trouve d’autres.`,
  notKept: (titles) => md`Plus conservés : ${titles}`,
  outletsTitle: (count) => plural(count, 'Une seule source', `${count} médias sur ce sujet`),
  moreOutlets: (rest) => plural(rest, md`Et ${rest} autre média.`, md`Et ${rest} autres médias.`),
  pickOutlet: 'Lire l’article d’un autre média',
  pickMute: 'Écarter un thème de cette revue',
  muted: (topic) =>
    md`C’est noté : dès la prochaine édition, plus de sujet dont le titre ou les premières lignes disent « ${topic} ».`,
  unmuted: (topic) => md`« ${topic} » n’est plus écarté.`,
  notMuted: () => md`Ce thème n’est plus écarté.`,
  unmute: 'Annuler',
  partGone: () => md`Je ne sais plus ce que contenait cette édition. /chercher trouve les articles enregistrés.`,
  latest: 'Derniers articles',
  readTitle: 'Articles de cette édition',
  latestTitle: 'Derniers articles',
  pickRead: 'Lire l’un d’eux',
  pickSummary: 'Résumer l’un d’eux',
  refused: (channelId, due, reason) =>
    md`La revue prévue le ${due} n’a pas été publiée dans <#${channelId}> : ${reason} Ses articles passent dans la prochaine édition.`,
  refusedForNow: (channelId, due, reason) =>
    md`La revue prévue le ${due} n’a pas été publiée dans <#${channelId}> : ${reason} Dès que c’est réparé, je la publie en retard ; sinon, ses articles passent dans la prochaine édition.`,
  uncertain: (channelId, due) =>
    md`Je ne peux pas dire si la revue prévue le ${due} a été publiée dans <#${channelId}> : je ne l’ai donc pas renvoyée. Vérifiez-le ; avec « Voir les anciens messages », je peux vérifier moi-même. La prochaine édition contiendra aussi ses articles.`,
  settle: { there: 'Elle y est', send: 'La renvoyer', again: 'Réessayer maintenant' },
  reasons: {
    'missing-access': () => md`je ne vois pas le salon. Donnez-moi « Voir le salon ».`,
    'missing-permission': () =>
      md`je ne peux pas y écrire. Donnez-moi « Voir le salon » et « Envoyer des messages » dans ce salon.`,
    'unknown-channel': () => md`le salon n’existe plus. Supprimez la revue ou créez-en une pour un autre salon.`,
    unauthorized: () => md`Discord refuse mon jeton. Vérifiez DISCORD_TOKEN.`,
    'thread-closed': () => md`le fil est fermé ou verrouillé. Rouvrez-le, ou choisissez un autre salon pour la revue.`,
    invalid: () => md`Discord a refusé le message lui-même. Le journal donne les détails.`,
    'gave-up': () =>
      md`l’envoi a échoué pendant 24 heures, j’ai renoncé. « npx kiosque digest why » donne chaque essai.`,
    compose: () => md`elle n’a pas pu être composée en 24 heures. Le journal donne les détails.`,
  },
};
