import { linkText, md } from '../reply.ts';
import type { Words } from './en.ts';
import { displayName, formatBytes } from './formats.ts';

export const errors: Words['errors'] = {
  'no-articles': () =>
    md`Aucun article n’est encore enregistré. /ajouter en enregistre un ; /flux ajouter suit un flux.`,
  'unknown-article': ({ query }) =>
    md`Aucun article enregistré ne correspond à « ${query} ». Choisissez-en un dans la liste, ou essayez /chercher.`,
  'query-too-long': ({ length, max }) =>
    md`Cela fait ${length} caractères ; la recherche en accepte ${max} au plus. Quelques mots suffisent.`,
  'bad-date': ({ value }) => md`« ${value} » n’est pas une date que je comprenne. Écrivez-la ainsi : 2021-05-31.`,
  'bad-period': ({ since, until }) =>
    md`Le ${until} précède le ${since} : aucun jour entre les deux. Échangez « depuis » et « jusqu-au ».`,
  'bad-option': ({ option }) =>
    md`L’option « ${option} » a une valeur que je ne peux pas utiliser. Relancez la commande.`,
  'unknown-language': ({ value, known }) => md`Je ne connais pas la langue « ${value} ». Choisissez parmi : ${known}.`,
  'unknown-zone': ({ value }) =>
    md`Je ne connais pas le fuseau « ${value} ». Choisissez-en un dans la liste pendant la saisie, par exemple Europe/Paris.`,
  'bad-time': ({ value }) => md`« ${value} » n’est pas une heure. Écrivez 08:00, ou plusieurs : 08:00, 18:30.`,
  'bad-days': ({ value }) =>
    md`Je ne comprends pas les jours « ${value} ». Choisissez tous les jours ou en semaine, ou une liste : lun, mer, ven.`,
  'bad-cron': ({ value, reason }) => {
    if (reason === 'too-often')
      return md`« ${value} » publierait plus de 24 fois par jour, le maximum que j’accepte. Gardez moins de minutes ou d’heures, par exemple ${'0 8,18 * * *'}.`;
    if (reason === 'never')
      return md`« ${value} » désigne un jour qui n’existe dans aucune année : rien ne paraîtrait jamais. Vérifiez le jour et le mois.`;
    return md`« ${value} » n’est pas une expression cron. Écrivez minute, heure, jour du mois, mois, jour de la semaine : ${'30 7 * * MON-FRI'}, c’est 7 h 30 du lundi au vendredi.`;
  },
  'needs-manager': () => md`Il faut la permission « Gérer le serveur ». Demandez à un administrateur de ce serveur.`,
  'needs-server': () => md`Cela ne marche que sur un serveur. Lancez la commande dans un salon de votre serveur.`,
  'not-in-server': () =>
    md`Je ne suis pas installé ici : je n’y réponds qu’à vous. La personne qui gère le serveur peut m’y ajouter.`,
  'cannot-share': () =>
    md`Vous ne pouvez pas écrire dans ce salon : je ne peux donc rien y partager pour vous. Essayez un autre salon.`,
  'channel-kind': ({ channel }) =>
    md`Je ne peux pas publier de revue dans <#${channel}>. Choisissez un salon textuel, d’annonces ou forum, ou un fil public.`,
  'channel-member': ({ channel }) =>
    md`Vous ne pouvez pas vous-même voir <#${channel}> ou y écrire. Choisissez un salon où vous le pouvez.`,
  'channel-bot': ({ channel, missing }) =>
    md`Je ne peux pas publier dans <#${channel}>. Il me faut ${missing} : accordez-le dans les paramètres du salon, puis réessayez.`,
  'channel-locked': ({ channel }) =>
    md`<#${channel}> est verrouillé : je ne peux pas y publier. Déverrouillez-le, ou choisissez un autre salon.`,
  'time-or-cron': () => md`Indiquez soit « heure » (avec « jours », si vous voulez), soit « cron », pas les deux.`,
  'bad-topics': ({ value, max, maxChars }) =>
    md`Au plus ${max} thèmes, séparés par des virgules, chacun avec une lettre ou un chiffre et de ${maxChars} caractères au plus. Vérifiez « ${value} ».`,
  'same-language': ({ language }) =>
    md`La première langue est déjà celle-ci : ${displayName('fr', 'language', language)}. Choisissez-en une autre comme seconde.`,
  'role-everyone': () => md`Je ne mentionne pas tout le monde. Prenez un rôle que les membres ont choisi pour cela.`,
  'role-bot': ({ role }) =>
    md`Je ne peux pas mentionner <@&${role}>. Permettez-le à tous dans les paramètres du rôle, ou à moi dans ce salon, pour tous les rôles.`,
  'role-member': ({ role }) =>
    md`Vous ne pouvez pas vous-même y mentionner <@&${role}> : je ne le fais donc pas pour vous. Les paramètres du rôle peuvent le permettre à tous.`,
  'publish-kind': ({ channel }) =>
    md`<#${channel}> n’est pas un salon d’annonces : ses messages ne peuvent aller vers d’autres serveurs. Laissez « diffuser » vide.`,
  'outlet-blocked': ({ outlet }) =>
    md`Ce serveur ne montre rien de ${outlet} : ses gestionnaires écartent les médias contrôlés par un État. /chercher en trouve d’autres.`,
  'add-managers': () => md`Sur ce serveur, seuls les gestionnaires ajoutent des articles. Demandez à l’un d’eux.`,
  'article-gone': ({ title, url, reason }) => {
    const why = reason === 'age' ? md`il était plus ancien que ce que je garde` : md`un gestionnaire l’a retiré`;
    return url === null
      ? md`« ${title} » n’est plus conservé : ${why}.`
      : md`« ${linkText(title, url)} » n’est plus conservé : ${why}. Son titre mène à l’original.`;
  },
  'article-hidden': () =>
    md`Cet article n’est pas montré sur ce serveur : un gestionnaire l’en a retiré. /chercher en trouve d’autres.`,
  'bad-address': ({ value }) =>
    md`« ${value} » n’est pas une adresse web. Écrivez-la ainsi : https://example.org/actu.`,
  'add-what': () => md`Indiquez soit une adresse, soit un fichier : un article à la fois.`,
  'add-pace': ({ max }) =>
    md`${max} articles ont été ajoutés en une heure, le maximum que j’accepte. Continuez plus tard.`,
  'unknown-feed': () => md`Ce serveur ne suit pas ce flux. Voyez /flux liste pour ceux qu’il suit.`,
  'not-opml': () =>
    md`Ce fichier n’est pas une liste de flux OPML. Exportez-en une depuis votre lecteur de flux et joignez-la.`,
  'file-too-large': ({ bytes, max }) =>
    md`Ce fichier fait ${formatBytes('fr', bytes)} ; j’en lis ${formatBytes('fr', max)} au plus. Joignez-en un plus petit.`,
  'file-unreachable': () => md`Je n’ai pas pu récupérer ce fichier auprès de Discord. Joignez-le de nouveau.`,
  'unknown-edition': () => md`Je ne connais plus cette édition. /revue pourquoi montre les dernières.`,
  'unknown-digest': () => md`Cette revue n’existe plus ici. Voyez /revue liste pour celles qui existent.`,
  'too-many-digests': ({ max }) => md`Ce serveur a ${max} revues, le maximum que je garde. Supprimez-en une d’abord.`,
  'too-many-topics': ({ max }) =>
    md`Une revue garde ${max} thèmes de chaque sorte. Retirez-en d’abord un avec /revue modifier.`,
  'too-many-feeds': ({ max }) =>
    md`Ce serveur suit ${max} flux, le maximum pour un serveur. Retirez-en d’abord un avec /flux supprimer.`,
  'stale-button': ({ command }) => md`Ce bouton vient d’une version plus ancienne. Relancez /${command}.`,
  'stale-command': ({ command }) =>
    md`Je n’ai plus la commande ${command}. Tapez / pour voir les miennes ; un administrateur peut renouveler la liste avec « npx kiosque register ».`,
  unexpected: ({ id }) =>
    md`Un incident s’est produit de mon côté ; c’est noté. Réessayez ; si cela persiste, donnez ce numéro à un administrateur : ${id}.`,
};
