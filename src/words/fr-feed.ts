import { joinMarkdown, type Markdown, md } from '../reply.ts';
import type { Words } from './en.ts';
import { grammarOf } from './formats.ts';

const { plural, number } = grammarOf('fr');

export const feedLabels: Words['commands']['feed'] = {
  name: 'flux',
  description: 'Les flux dont ce serveur lit les articles',
  add: { name: 'ajouter', description: 'Suivre un flux : son adresse, ou celle d’une page qui en a un' },
  list: { name: 'liste', description: 'Les flux de ce serveur, et leur état' },
  check: { name: 'vérifier', description: 'Voir ce qu’un flux donne en ce moment ; rien ne change' },
  pause: { name: 'pause', description: 'Mettre un flux en pause, ou le reprendre' },
  remove: { name: 'supprimer', description: 'Ne plus suivre un flux ; ses articles restent' },
  import: { name: 'importer', description: 'Suivre tous les flux d’un fichier OPML' },
  export: { name: 'exporter', description: 'Les flux de ce serveur dans un fichier OPML' },
  address: { name: 'adresse', description: 'Par exemple https://example.org, ou le flux lui-même' },
  feed: { name: 'flux', description: 'Quel flux ; vide s’il n’y en a qu’un' },
  checked: { name: 'flux', description: 'Un flux de ce serveur, ou n’importe quelle adresse' },
  file: { name: 'fichier', description: 'Un fichier OPML, tel que les lecteurs de flux l’exportent' },
};

export const feed: Words['feed'] = {
  listTitle: (count) => `${number(count)} flux`,
  none: () => md`Ce serveur ne suit encore aucun flux. Un gestionnaire en ajoute un avec /flux ajouter.`,
  which: () => md`Quel flux ? Choisissez-en un dans la liste pendant la saisie.`,
  pick: 'Choisissez-en un pour le voir ou le changer',
  followed: () =>
    md`Flux suivi. Ses nouveaux articles sont enregistrés à leur arrivée ; une revue les publie, /chercher les trouve.`,
  blocked: (outlet: string, settings: Markdown) =>
    md`⚠ Ce serveur ne montre rien de ${outlet} : ce que le flux apporte n’est dans aucune revue ni aucune recherche. ${settings} permet d’en changer.`,
  again: () => md`Ce serveur suit déjà ce flux.`,
  notFollowed: (reason) => md`Je n’ai pas pu suivre ce flux. ${reason}`,
  several: (count) => md`J’y ai trouvé ${count} flux. Lequel voulez-vous ?`,
  pickFound: 'Choisissez le flux à suivre',
  longOnes: (addresses) => md`Trop longs pour la liste ; donnez l’un d’eux à /flux ajouter : ${addresses}`,
  noneFound: () =>
    md`Je n’ai trouvé aucun flux à cette adresse. Cherchez « RSS », « Atom » ou « flux » sur le site et donnez-moi cette adresse ; /ajouter enregistre un seul article.`,
  articles: (count) =>
    count === 0 ? 'pas encore d’article' : plural(count, `${count} article`, `${number(count)} articles`),
  shared: 'pour tous les serveurs de ce bot',
  state: {
    active: (next) => (next === null ? md`actif` : md`prochaine lecture ${next}`),
    paused: () => md`en pause : rien de nouveau n’est enregistré tant qu’un gestionnaire ne le reprend pas`,
    gone: () =>
      md`terminé : le site dit que ce flux a disparu pour de bon. Ses articles restent ; cherchez-y une nouvelle adresse.`,
    failing: (since, next, reason) =>
      next === null
        ? md`⚠ illisible depuis le ${since}. ${reason}`
        : md`⚠ illisible depuis le ${since} ; nouvel essai ${next}. ${reason}`,
  },
  lastRead: (moment) => md`lu ${moment}`,
  added: (memberId, moment) => md`ajouté par <@${memberId}> le ${moment}`,
  checkTitle: (count, total) =>
    count === total
      ? `Ce qu’il donne en ce moment : ${total}`
      : `Ce qu’il donne en ce moment : les ${count} derniers sur ${total}`,
  full: 'texte entier dans le flux',
  excerpt: 'extrait ; je lis le reste sur sa page',
  noTitle: 'Flux sans titre',
  noDate: 'sans date',
  warnings: {
    'no-dates': () => md`Ses articles n’ont pas de date : ils sont nouveaux du moment où je les vois.`,
    'future-dates': () => md`Certaines dates sont dans le futur : je retiens plutôt le moment où je vois l’article.`,
    'no-ids': () => md`Ses articles n’ont pas d’identifiant : je les distingue par leur adresse, sinon par leur texte.`,
    'no-links': () => md`Ses articles ne mènent à aucune page : je ne peux enregistrer que ce que dit le flux.`,
    'excerpts-only': () =>
      md`Il ne donne que des extraits : je lis les textes entiers sur leurs pages, là où le site le permet.`,
    'no-items': () => md`C’est bien un flux, mais il est vide en ce moment.`,
    stale: () => md`Rien de nouveau depuis six mois : il est peut-être à l’abandon.`,
    cut: () => md`Il a plus d’articles que je n’en lis à la fois : seuls les plus récents comptent.`,
  },
  paused: () => md`Flux en pause.`,
  resumed: () => md`C’est reparti : je le lis bientôt.`,
  removed: (title) => md`« ${title} » n’est plus suivi. Ses articles restent.`,
  restored: () => md`De nouveau suivi, comme avant.`,
  notYours: () => md`Ce flux vaut pour tous les serveurs de ce bot : seul son exploitant peut le changer.`,
  imported: (added, known) =>
    joinMarkdown(
      [
        added === 0
          ? md`Aucun nouveau flux n’est suivi.`
          : plural(
              added,
              md`${number(added)} flux est désormais suivi.`,
              md`${number(added)} flux sont désormais suivis.`,
            ),
        ...(known === 0
          ? []
          : [plural(known, md`${number(known)} l’était déjà.`, md`${number(known)} l’étaient déjà.`)]),
        ...(added === 0 ? [] : [md`Je les lis bientôt ; /flux liste donne leur état.`]),
      ],
      ' ',
    ),
  importLeft: (count) =>
    plural(
      count,
      md`${number(count)} entrée n’a pas d’adresse que je puisse ouvrir et reste de côté.`,
      md`${number(count)} entrées n’ont pas d’adresse que je puisse ouvrir et restent de côté.`,
    ),
  importRefused: (count, some) =>
    plural(
      count,
      md`${number(count)} n’a pas pu être suivi : ${some}`,
      md`${number(count)} n’ont pas pu être suivis, par exemple : ${some}`,
    ),
  exported: (count) => md`${number(count)} flux, dans un fichier OPML que tout lecteur de flux sait lire.`,
  exportTitle: 'Flux de ce serveur',
  buttons: { check: 'Vérifier', pause: 'Pause', resume: 'Reprendre', remove: 'Supprimer', undo: 'Annuler' },
};

export const source: Words['source'] = {
  address: () =>
    md`Ce n’est pas une adresse web publique que je puisse ouvrir. Donnez-en une qui commence par https://.`,
  'unknown-host': () => md`Aucun site ne répond à ce nom. Vérifiez comment il s’écrit.`,
  refused: () => md`Le site n’accepte aucune connexion en ce moment. Réessayez plus tard.`,
  tls: () =>
    md`Le certificat du site n’est pas valable : je ne m’y fie pas. Réessayez quand ses responsables l’auront renouvelé.`,
  timeout: () => md`Le site n’a pas répondu à temps. Réessayez plus tard.`,
  'too-large': () =>
    md`Ce qui s’y trouve est plus gros que ce que je lis. Donnez-moi une page ou un flux plus petit de ce site.`,
  'too-many-redirects': () =>
    md`Cette adresse ne fait que renvoyer à une autre. Ouvrez-la dans un navigateur et donnez-moi celle où elle aboutit.`,
  broken: () => md`La réponse du site s’est interrompue en route. Réessayez plus tard.`,
  login: () =>
    md`Le site y demande un mot de passe, et je n’en ai pas. Donnez-moi une adresse que tout le monde peut lire.`,
  page: () => md`C’est une page et non un flux. /flux ajouter cherche les flux d’une page.`,
  empty: () => md`Le site n’a rien répondu du tout. Réessayez plus tard, ou vérifiez l’adresse.`,
  unreadable: () => md`Ce qui s’y trouve n’est ni un flux ni une page que je sache lire. Vérifiez l’adresse.`,
  statuses: {
    missing: (status) => md`Il n’y a plus rien à cette adresse (${status}). Cherchez la nouvelle sur le site.`,
    forbidden: (status) => md`Le site ne me laisse pas lire cela (${status}). Donnez-moi une adresse ouverte à tous.`,
    legal: (status) =>
      md`Le site ne peut montrer cela pour des raisons légales (${status}). Cherchez une autre source.`,
    often: (status) => md`Le site me demande de venir moins souvent (${status}). Réessayez plus tard.`,
    site: (status) => md`Le site a lui-même un problème (${status}). Réessayez plus tard.`,
    other: (status) => md`Le site ne me l’a pas donné (${status}). Vérifiez l’adresse dans un navigateur.`,
  },
};
