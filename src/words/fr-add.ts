import { md } from '../reply.ts';
import type { Words } from './en.ts';
import { formatBytes } from './formats.ts';

export const addLabels: Words['commands']['add'] = {
  name: 'ajouter',
  description: 'Enregistrer un article : depuis une adresse ou un fichier',
  address: { name: 'adresse', description: 'L’adresse de l’article sur le web' },
  file: { name: 'fichier', description: 'L’article en fichier texte, HTML ou Markdown, de 2 Mo au plus' },
};

export const add: Words['add'] = {
  outcome: {
    stored: () => md`Enregistré pour ce serveur :`,
    revised: () => md`L’article a changé depuis son enregistrement ; voici sa nouvelle version :`,
    unchanged: () => md`Cet article est déjà enregistré :`,
  },
  refused: {
    'no-text': () =>
      md`Je n’y ai trouvé aucun article. Donnez-moi l’adresse d’un article, ou un fichier avec tout son texte.`,
    'file-kind': () =>
      md`Ce fichier n’est pas un texte, quoi qu’en dise son nom. Joignez un fichier texte, HTML ou Markdown.`,
    'file-empty': () => md`Ce fichier est vide. Joignez celui qui contient le texte de l’article.`,
    'file-size': (bytes, max) =>
      md`Ce fichier fait ${formatBytes('fr', bytes)} ; j’en lis ${formatBytes('fr', max)} au plus. Joignez-en un plus petit.`,
  },
};

export const origin: Words['origin'] = {
  by: (author) => `par ${author}`,
  updated: (moment) => `modifié le ${moment}`,
  excerpt: {
    open: () => md`Un extrait : le flux du média n’en donne pas plus, et sa page n’a pas pu être lue.`,
    paywall: () => md`Un extrait : la suite est réservée aux abonnés du média.`,
    consent: () => md`Un extrait : le média demande un consentement avant de montrer la suite.`,
    login: () => md`Un extrait : le média demande de se connecter avant de montrer la suite.`,
  },
  paywall: () => md`Le média réserve cet article à ses abonnés.`,
  sameText: (other) => md`Le même texte que dans ${other}.`,
  original: 'l’original',
};

export const removal: Words['removal'] = {
  button: 'Retirer…',
  confirm: (title) =>
    md`Retirer « ${title} » de ce serveur ? Ses résumés et traductions partent aussi. Les revues publiées restent telles quelles.`,
  confirmButton: 'Retirer',
  removed: (title) => md`« ${title} » est définitivement supprimé.`,
  hidden: (title) => md`« ${title} » n’apparaît plus sur ce serveur. Il est gardé, car d’autres le lisent aussi.`,
  undo: 'Le montrer de nouveau',
  restored: (title) => md`« ${title} » apparaît de nouveau ici.`,
  notThere: () => md`Cet article n’est pas parmi ceux de ce serveur ; il n’y a rien à retirer.`,
};
