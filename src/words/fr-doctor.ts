import { md, timestamp } from '../reply.ts';
import type { Words } from './en.ts';
import { formatBytes, formatDay, formatMs, grammarOf, localTime } from './formats.ts';

const { number, plural } = grammarOf('fr');

export const doctorLabels: Words['commands']['doctor'] = {
  name: 'diagnostic',
  description: 'Ce qui marche ici, ce qui ne marche pas, et comment y remédier',
};

const forms = {
  json_schema: 'un schéma strict',
  json_object: 'son mode JSON',
  prompt: 'du JSON demandé en toutes lettres',
} as const;

const findings: Words['doctor']['findings'] = {
  'token-fine': ({ name }) => md`Discord me connaît sous le nom de ${name}.`,
  'token-missing': () =>
    md`DISCORD_TOKEN n’est pas défini : seul le bac à sable fonctionne. Mettez-y le jeton de votre application.`,
  'token-refused': () =>
    md`Discord refuse DISCORD_TOKEN. Créez un nouveau jeton sur la page Bot de votre application, mettez-le là et redémarrez.`,
  'discord-unreachable': ({ reason }) =>
    md`Discord est hors d’atteinte (${reason}). Vérifiez la connexion de cette machine, et discordstatus.com.`,
  'application-fine': () => md`Les réglages de l’application sont bons ; je n’ai besoin d’aucun « privileged intent ».`,
  'application-endpoint': () =>
    md`L’application envoie les commandes à une « interactions endpoint URL » et non à moi. Videz ce champ de sa page General Information.`,
  'application-code-grant': () =>
    md`« Requires OAuth2 Code Grant » est activé, personne ne peut donc m’inviter. Désactivez-le sur la page Bot de l’application.`,
  'application-servers-only': () =>
    md`Les membres ne peuvent pas m’installer pour eux-mêmes. Pour le permettre, activez « User Install » sur la page Installation de l’application.`,
  'database-fine': ({ version, bytes }) =>
    md`La base de données est saine : ${formatBytes('fr', bytes)}, schéma ${version}.`,
  'database-damaged': ({ detail }) =>
    md`La base de données est abîmée (${detail}). Arrêtez-moi et restaurez une sauvegarde.`,
  'disk-low': ({ bytes }) =>
    md`Il ne reste que ${formatBytes('fr', bytes)} sur le disque. Libérez de la place, ou gardez moins d’articles (ARTICLES_KEEP_DAYS).`,
  'backup-unknown': () =>
    md`J’ignore de quand date la dernière sauvegarde de la base. Faites-la copier chaque jour, par « sqlite3 … .backup » ou quand je suis arrêté.`,
  'model-none': () =>
    md`Aucun modèle de langue n’est connecté : les résumés sont des extraits. OPENAI_BASE_URL ou OPENAI_API_KEY en connecte un.`,
  'model-fine': ({ model }) => md`Le service du modèle de langue répond et propose ${model}.`,
  'model-unlisted': ({ model }) =>
    md`Le service du modèle de langue ne propose pas ${model}. Vérifiez son nom exact dans LLM_MODEL.`,
  'model-refused': ({ status }) =>
    md`Le service du modèle de langue refuse ma clé (statut ${status}). Vérifiez OPENAI_API_KEY.`,
  'model-unreachable': ({ reason }) =>
    md`Le service du modèle de langue ne répond pas (${reason}). Vérifiez OPENAI_BASE_URL, et que le serveur tourne.`,
  'model-no-list': () =>
    md`Le service du modèle de langue ne liste pas ses modèles : j’ignore s’il a le mien. /résumé le montrera.`,
  'model-retires': ({ model, day }) =>
    md`${model} s’arrêtera le ${formatDay('fr', day)}, d’après son service. Mettez-en un autre dans LLM_MODEL d’ici là.`,
  'model-retired': ({ model, day }) =>
    md`${model} s’est arrêté le ${formatDay('fr', day)}, d’après son service. Mettez-en un autre dans LLM_MODEL.`,
  'model-date-unknown': () =>
    md`La date de retrait du modèle de langue n’est pas connue : son service n’en donne aucune.`,
  'model-answered': ({ model, ms, form, tokens }) =>
    md`${model} a répondu en ${formatMs('fr', ms)}, avec ${forms[form]} ; ${number(tokens)} jetons ont été comptés.`,
  'model-cut': ({ model, tokens }) =>
    md`${model} répond, mais réfléchit plus que cette petite question ne le permet ; ${number(tokens)} jetons ont été comptés. Les résumés lui laissent plus de place.`,
  'model-failed': ({ model, reason }) =>
    md`${model} n’a pas répondu comme demandé (${reason}). Vérifiez LLM_MODEL, OPENAI_BASE_URL et OPENAI_API_KEY.`,
  'model-not-asked': ({ paced }) =>
    paced
      ? md`Le modèle de langue n’a pas été interrogé : vous l’avez trop sollicité cette heure-ci. Réessayez plus tard.`
      : md`Le modèle de langue n’a pas été interrogé : son budget est épuisé. /dépenses montre ce qui l’a pris.`,
  'budget-none': () => md`Le modèle de langue n’a pas de budget. LLM_DAILY_TOKENS en fixe un.`,
  'budget-left': ({ percent }) => md`Il reste ${percent} % du budget du modèle de langue.`,
  'budget-low': ({ percent }) =>
    md`Il ne reste que ${percent} % du budget du modèle de langue. /dépenses montre ce qui l’a consommé.`,
  'budget-spent': () =>
    md`Le budget du modèle de langue est épuisé : des extraits d’ici au prochain. /dépenses montre ce qui l’a consommé.`,
  'channel-fine': ({ channelId }) => md`Je peux publier dans <#${channelId}>.`,
  'channel-closed': ({ channelId }) =>
    md`Je ne peux pas publier dans <#${channelId}>. Donnez-moi « Voir le salon » et « Envoyer des messages » dans ce salon.`,
  'channel-history': ({ channelId }) =>
    md`Je ne peux pas relire <#${channelId}>. Donnez-moi « Voir les anciens messages » : après une panne, je vérifie ce qui est publié.`,
  'channel-unknown': ({ channelId }) =>
    md`Impossible de vérifier à l’instant ce que je peux faire dans <#${channelId}>. Réessayez dans une minute.`,
  'slot-next': ({ channelId, at, zone }) =>
    md`Prochaine revue dans <#${channelId}> : ${localTime('fr', at, zone)} (${zone.replaceAll('_', ' ')}).`,
  'slot-none': ({ channelId }) =>
    md`La revue dans <#${channelId}> n’a pas de prochaine édition. Donnez-lui une autre heure avec /revue modifier.`,
  'digest-paused': ({ channelId }) => md`La revue dans <#${channelId}> est en pause. /revue reprendre la relance.`,
  'digests-none': () => md`Il n’y a pas encore de revue : /revue créer en lance une.`,
  'feeds-none': () => md`Aucun flux n’est suivi. /flux ajouter en suit un.`,
  'feeds-fine': ({ count }) => md`${plural(count, `${count} flux se lit`, `${count} flux se lisent`)} sans encombre.`,
  'feed-failing': ({ title, since }) =>
    md`${title} ne peut pas être lu ; premier échec ${timestamp(since, 'R')}. /flux vérifier dit pourquoi.`,
  'feed-gone': ({ title }) => md`${title} a pris fin, d’après son site. Retirez-le avec /flux supprimer.`,
  'errors-none': () => md`Aucune erreur notée depuis mon démarrage.`,
  'error-last': ({ event, at }) => md`Noté ${timestamp(at, 'R')} : ${event}. Le journal donne les détails.`,
  'slot-trouble': ({ kind, at }) =>
    kind === 'uncertain'
      ? md`Je ne peux pas dire si une édition a été publiée (${timestamp(at, 'R')}). /revue pourquoi permet de trancher.`
      : md`Une édition n’a pas été publiée (${timestamp(at, 'R')}). /revue pourquoi en dit la raison.`,
};

export const doctor: Words['doctor'] = {
  title: 'Diagnostic',
  states: { fine: 'En ordre', look: 'À voir', broken: 'En panne' },
  allFine: () => md`Rien n’est en panne.`,
  toMend: (count) => plural(count, md`${count} point est en panne.`, md`${count} points sont en panne.`),
  again: 'Vérifier de nouveau',
  askModel: 'Interroger le modèle',
  findings,
};
