import { joinMarkdown, type Markdown, md } from '../reply.ts';
import type { Words } from './en.ts';

export const feedLabels: Words['commands']['feed'] = {
  name: 'flux',
  description: 'Les flux dont ce serveur lit les articles',
  add: { name: 'ajouter', description: 'Suivre un flux : son adresse, ou celle d’une page qui en a un' },
  list: { name: 'liste', description: 'Les flux de ce serveur, et comment ils vont' },
  check: { name: 'vérifier', description: 'Voir ce qu’un flux donne en ce moment ; rien ne change' },
  pause: { name: 'pause', description: 'Laisser un flux au repos, ou le reprendre' },
  remove: { name: 'supprimer', description: 'Ne plus suivre un flux ; ses articles restent' },
  import: { name: 'importer', description: 'Suivre tous les flux d’un fichier OPML' },
  export: { name: 'exporter', description: 'Les flux de ce serveur dans un fichier OPML' },
  address: { name: 'adresse', description: 'Par exemple https://example.org, ou le flux lui-même' },
  feed: { name: 'flux', description: 'Quel flux ; vide s’il n’y en a qu’un' },
  checked: { name: 'flux', description: 'Un flux de ce serveur, ou n’importe quelle adresse' },
  file: { name: 'fichier', description: 'Un fichier OPML, tel que les lecteurs de flux l’exportent' },
};

export const feed: Words['feed'] = {
  listTitle: (count) => `${count} flux`,
  none: () => md`Ce serveur ne suit encore aucun flux. Un gestionnaire en ajoute un avec /flux ajouter.`,
  which: () => md`Quel flux ? Choisissez-en un dans la liste pendant la saisie.`,
  pick: 'Choisissez-en un pour le voir ou le changer',
  followed: () =>
    md`C’est suivi. Les nouveaux articles sont enregistrés à leur arrivée ; une revue les publie, et /chercher les trouve.`,
  blocked: (outlet: string, settings: Markdown) =>
    md`⚠ Ce serveur ne montre rien de ${outlet} : ce que le flux apporte n’est dans aucune revue ni aucune recherche. ${settings} permet d’en changer.`,
  again: () => md`Ce serveur suit déjà ce flux.`,
  notFollowed: (reason) => md`Je n’ai pas pu suivre ce flux. ${reason}`,
  several: (count) => md`J’y ai trouvé ${count} flux. Lequel voulez-vous ?`,
  pickFound: 'Choisissez le flux à suivre',
  longOnes: (addresses) => md`Trop longs pour la liste ; donnez l’un d’eux à /flux ajouter : ${addresses}`,
  noneFound: () =>
    md`Je n’ai trouvé aucun flux à cette adresse. Cherchez « RSS », « Atom » ou « flux » sur le site et donnez-moi cette adresse ; /ajouter enregistre un seul article.`,
  articles: (count) =>
    count === 0 ? 'pas encore d’article' : count === 1 ? '1 article' : `${count.toLocaleString('fr')} articles`,
  shared: 'pour tous les serveurs de ce bot',
  state: {
    active: (next) => (next === null ? md`actif` : md`prochain passage ${next}`),
    paused: () => md`au repos : rien de nouveau n’est enregistré jusqu’à ce qu’un gestionnaire le reprenne`,
    gone: () =>
      md`terminé : le site dit que ce flux a disparu pour de bon. Ses articles restent ; cherchez-y une nouvelle adresse.`,
    failing: (since, next, reason) =>
      next === null
        ? md`⚠ illisible depuis ${since}. ${reason}`
        : md`⚠ illisible depuis ${since} ; nouvel essai ${next}. ${reason}`,
  },
  lastRead: (moment) => md`lu ${moment}`,
  added: (memberId, moment) => md`ajouté par <@${memberId}> ${moment}`,
  checkTitle: (count, total) =>
    count === total
      ? `Ce qu’il donne en ce moment : ${total}`
      : `Ce qu’il donne en ce moment : les ${count} derniers sur ${total}`,
  full: 'texte entier dans le flux',
  excerpt: 'extrait ; je lis le reste sur sa page',
  noTitle: 'Flux sans titre',
  noDate: 'sans date',
  checkLater: () => md`Je n’ai pas pu le regarder à l’instant ; un nouvel essai se fera tout seul.`,
  warnings: {
    'no-dates': () => md`Ses articles n’ont pas de date : ils sont nouveaux du moment où je les vois.`,
    'future-dates': () =>
      md`Certaines dates sont dans le futur : je les laisse et prends le moment où je vois l’article.`,
    'no-ids': () => md`Ses articles n’ont pas d’identifiant : je les distingue par leur adresse, sinon par leur texte.`,
    'no-links': () => md`Ses articles ne mènent à aucune page : je ne peux enregistrer que ce que dit le flux.`,
    'excerpts-only': () =>
      md`Il ne donne que des extraits : je lis les textes entiers sur leurs pages, là où le site le permet.`,
    'no-items': () => md`C’est bien un flux, mais il est vide en ce moment.`,
    stale: () => md`Rien de nouveau depuis six mois : il est peut-être à l’abandon.`,
    cut: () => md`Il a plus d’articles que je n’en lis à la fois : les plus récents comptent.`,
  },
  paused: () => md`Il est au repos.`,
  resumed: () => md`Il reprend, je le regarde bientôt.`,
  removed: (title) => md`« ${title} » n’est plus suivi. Ses articles restent.`,
  restored: () => md`De nouveau suivi, comme avant.`,
  notYours: () => md`Ce flux est là pour tous les serveurs de ce bot : seul son exploitant peut le changer.`,
  imported: (added, known) =>
    joinMarkdown(
      [
        added < 2 ? md`${added} flux est suivi désormais.` : md`${added} flux sont suivis désormais.`,
        ...(known === 0 ? [] : [known === 1 ? md`1 l’était déjà.` : md`${known} l’étaient déjà.`]),
        ...(added === 0 ? [] : [md`Je les regarde bientôt ; /flux liste dit comment ils vont.`]),
      ],
      ' ',
    ),
  importLeft: (count) =>
    count === 1
      ? md`1 entrée n’a pas d’adresse que je puisse ouvrir et reste de côté.`
      : md`${count} entrées n’ont pas d’adresse que je puisse ouvrir et restent de côté.`,
  importRefused: (count, some) =>
    count === 1 ? md`1 n’a pas pu être suivi : ${some}` : md`${count} n’ont pas pu être suivis, par exemple : ${some}`,
  exported: (count) => md`${count} flux, dans un fichier OPML que tout lecteur de flux sait lire.`,
  exportTitle: 'Flux de ce serveur',
  buttons: { check: 'Vérifier', pause: 'Au repos', resume: 'Reprendre', remove: 'Supprimer', undo: 'Annuler' },
};

export const source: Words['source'] = {
  address: () =>
    md`Ce n’est pas une adresse publique du web que je puisse ouvrir. Donnez-en une qui commence par https://.`,
  'unknown-host': () => md`Aucun site ne répond à ce nom. Vérifiez comment il s’écrit.`,
  refused: () => md`Le site n’accepte aucune connexion en ce moment. Réessayez plus tard.`,
  tls: () =>
    md`Le certificat du site n’est pas valable, je ne me fie donc pas à ce qu’il dit. Réessayez quand ses responsables l’auront renouvelé.`,
  timeout: () => md`Le site n’a pas répondu à temps. Réessayez plus tard.`,
  'too-large': () =>
    md`Ce qui s’y trouve est plus gros que ce que je lis. Donnez-moi une page ou un flux plus petit de ce site.`,
  'too-many-redirects': () =>
    md`Cette adresse ne fait que renvoyer d’une autre à la suivante. Ouvrez-la dans un navigateur et donnez-moi celle où elle aboutit.`,
  broken: () => md`La réponse du site s’est interrompue en route. Réessayez plus tard.`,
  login: () =>
    md`Le site y demande un mot de passe, et je n’en ai pas. Donnez-moi une adresse que tout le monde peut lire.`,
  page: () => md`C’est une page et non un flux. /flux ajouter cherche les flux d’une page.`,
  empty: () => md`Le site n’a rien répondu du tout. Réessayez plus tard, ou vérifiez l’adresse.`,
  unreadable: () => md`Ce qui s’y trouve n’est ni un flux ni une page que je sache lire. Vérifiez l’adresse.`,
  statuses: {
    missing: (status) => md`Il n’y a plus rien à cette adresse (${status}). Cherchez la nouvelle sur le site.`,
    forbidden: (status) => md`Le site ne me laisse pas lire cela (${status}). Donnez-moi une adresse ouverte à tous.`,
    legal: (status) => md`Le site n’a pas le droit de montrer cela (${status}). Cherchez une autre source.`,
    often: (status) => md`Le site me demande de venir moins souvent (${status}). Réessayez plus tard.`,
    site: (status) => md`Le site a lui-même un problème (${status}). Réessayez plus tard.`,
    other: (status) => md`Le site ne me l’a pas donné (${status}). Vérifiez l’adresse dans un navigateur.`,
  },
};
