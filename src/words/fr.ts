import { md } from '../reply.ts';
import type { Words } from './words.ts';

export const fr: Words = {
  errors: {
    'no-articles': () =>
      md`Aucun article n’est encore enregistré. Un administrateur peut en ajouter un avec « npx kiosque import ».`,
    'unknown-article': ({ query }) =>
      md`Aucun article enregistré ne correspond à « ${query} ». Choisissez-en un dans la liste pendant la saisie, ou essayez /chercher.`,
    'query-empty': () => md`Tapez au moins un mot à chercher, ou choisissez un média, une date ou une langue.`,
    'query-too-long': ({ length, max }) =>
      md`Cela fait ${length} caractères ; la recherche en accepte ${max} au plus. Quelques mots suffisent.`,
    'bad-date': ({ value }) => md`Je ne lis pas « ${value} » comme une date. Écrivez-la ainsi : 2021-05-31.`,
    'bad-option': ({ option }) =>
      md`L’option « ${option} » a une valeur que je ne peux pas utiliser. Relancez la commande.`,
    'unknown-language': ({ value, known }) =>
      md`Je ne connais pas la langue « ${value} ». Choisissez parmi : ${known}.`,
    'unknown-zone': ({ value }) =>
      md`Je ne connais pas le fuseau « ${value} ». Choisissez-en un dans la liste pendant la saisie, par exemple Europe/Paris.`,
    'bad-time': ({ value }) => md`« ${value} » n’est pas une heure. Écrivez 08:00, ou plusieurs : 08:00, 18:30.`,
    'bad-days': ({ value }) =>
      md`Je ne lis pas les jours « ${value} ». Choisissez tous les jours ou en semaine, ou listez-les : lun, mer, ven.`,
    'needs-manager': () => md`Il faut la permission « Gérer le serveur ». Demandez à un administrateur de ce serveur.`,
    'needs-server': () => md`Cela ne marche que dans un serveur. Lancez la commande dans un salon de votre serveur.`,
    'cannot-share': () =>
      md`Vous ne pouvez pas écrire dans ce salon, je ne peux donc pas y partager pour vous. Essayez un autre salon.`,
    'channel-kind': ({ channel }) =>
      md`Je ne peux pas publier de revue dans <#${channel}>. Choisissez un salon textuel ou d’annonces.`,
    'channel-member': ({ channel }) =>
      md`Vous devez pouvoir voir <#${channel}> et y écrire vous-même pour qu’une revue y soit publiée.`,
    'channel-bot': ({ channel, missing }) =>
      md`Je ne peux pas publier dans <#${channel}> : il me manque ${missing}. Accordez-le dans les paramètres du salon, puis réessayez.`,
    'unknown-digest': () => md`Cette revue n’existe plus ici. Voyez /revue liste pour celles qui existent.`,
    'too-many-digests': ({ max }) => md`Ce serveur a ${max} revues, le maximum que je garde. Supprimez-en une d’abord.`,
    'stale-button': ({ command }) => md`Ce bouton vient d’une version plus ancienne. Relancez /${command}.`,
    unexpected: ({ id }) =>
      md`Quelque chose s’est mal passé de mon côté, c’est noté. Réessayez ; si cela persiste, donnez ce numéro à un administrateur : ${id}.`,
  },
};
