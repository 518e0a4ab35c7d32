import { md, startSentence } from '../reply.ts';
import type { Words } from './en.ts';
import { add, origin, removal } from './fr-add.ts';
import { commands } from './fr-commands.ts';
import { digest, permissions } from './fr-digest.ts';
import { edition } from './fr-edition.ts';
import { errors } from './fr-errors.ts';
import { grammarOf } from './formats.ts';
import { feedNews } from './fr-feed-news.ts';
import { feed, source } from './fr-feed.ts';
import { forgetting, menu } from './fr-menu.ts';
import { doctor } from './fr-doctor.ts';
import { guide } from './fr-guide.ts';
import { help } from './fr-help.ts';
import { contests } from './fr-contests.ts';
import { contest, settings, sources } from './fr-sources.ts';
import { usage } from './fr-usage.ts';
import { why } from './fr-why.ts';

const { plural, number, list } = grammarOf('fr');

const card: Words['card'] = {
  kinds: {
    'state-controlled': 'média contrôlé par l’État',
    'captured-public': 'média public sous l’emprise de l’État',
    'captured-private': 'média privé sous l’emprise de l’État',
    'state-funded-and-managed': 'financé et géré par l’État, rédaction indépendante',
    'state-funded': 'financé par l’État, rédaction indépendante',
    'state-managed': 'géré par l’État, rédaction indépendante',
    'independent-public': 'média public indépendant',
    private: 'média privé',
    agency: 'agence de presse',
    unknown: 'propriétaire inconnu',
  },
  noOutlet: 'Média inconnu',
  owner: (owner) => `propriétaire : ${owner}`,
  stated: (citation, day) => (day === null ? md`D’après ${citation}` : md`D’après ${citation} (${day})`),
  noDate: 'sans date',
  inferred: { outlet: 'le média', publishedOn: 'l’année', language: 'la langue' },
  inferredNote: (what) => md`Déduit du texte, non précisé par la source : ${what}.`,
  page: (page, pages) => `Page ${page} sur ${pages}`,
  sharedBy: (userId) => md`Partagé par <@${userId}>`,
};

const buttons: Words['buttons'] = {
  back: 'Précédent',
  next: 'Suivant',
  original: 'Original',
  summarize: 'Résumer',
  translateTo: (language) => `En ${language}`,
  evidence: 'Mots d’origine',
  share: 'Partager ici',
  whoSays: 'Qui dit quoi',
  more: 'Plus…',
  translate: 'Traduire',
  humanTranslation: 'Traduction humaine',
};

const search: Words['search'] = {
  newest: 'Les derniers articles',
  found: (total) => plural(total, `${total} article`, `${number(total)} articles`),
  none: () => md`Aucun article enregistré ne correspond. Essayez moins de mots, d’autres mots, ou sans filtre.`,
  more: (rest) => md`Et ${number(rest)} de plus : ajoutez un mot ou un filtre pour préciser.`,
  alsoIn: (names, rest) => md`Même texte : ${list(rest > 0 ? [...names, `${number(rest)} de plus`] : names)}`,
  pick: 'Lire l’un d’eux',
};

const offline: Words['offline'] = {
  asked: 'comme demandé, aucun modèle de langue n’a servi',
  'no-model': 'aucun modèle de langue n’est connecté',
  'server-budget': 'ce serveur a épuisé son budget de modèle de langue',
  'user-budget': 'vous avez épuisé votre budget de modèle de langue',
  'total-budget': 'le budget de modèle de langue est épuisé',
  pace: 'vous avez beaucoup sollicité le modèle de langue depuis une heure, il se repose',
  'too-long': 'cet article est trop long pour le modèle de langue',
  'tier-unavailable': 'le modèle de langue n’a pas de place au tarif réduit en ce moment',
  unsupported: 'la réponse du modèle de langue ne concordait pas avec l’article',
  'model-failed': (id) => `le modèle de langue n’a pas répondu (numéro ${id} dans le journal)`,
};

const summary: Words['summary'] = {
  extracts: (reason, language) =>
    md`${startSentence(reason)} : voici des extraits, les phrases mêmes de l’article, en ${language}.`,
  byModel: (model, language) =>
    md`Résumé par ${model} d’un article en ${language} ; chaque point a ses mots d’origine.`,
  dropped: (count) =>
    plural(
      count,
      md`${count} point a été écarté : ses mots d’origine ne le confirmaient pas.`,
      md`${count} points ont été écartés : leurs mots d’origine ne les confirmaient pas.`,
    ),
  evidenceTitle: 'Les mots d’origine',
  reading: (model, language) =>
    md`${model} lit encore cet article en ${language}. En attendant, des extraits, ses phrases mêmes :`,
  toCheck: 'À vérifier : ce point n’a pas pu être confirmé par ses mots d’origine.',
  passagesBy: (author, language) => md`Traduction des extraits en ${language} : ${author}.`,
  passagesByModel: (model, language) => md`Traduction des mots d’origine en ${language} : ${model}.`,
  paragraph: (n) => (n === 0 ? 'titre' : `paragraphe ${n}`),
};

const voices: Words['voices'] = {
  title: (title) => `Qui dit quoi : ${title}`,
  itself: (outlet) => (outlet === '' ? 'Le média, en son propre nom' : `${outlet}, en son propre nom`),
  unnamed: 'Auteur non nommé',
  kinds: {
    direct: 'entre guillemets',
    mixed: 'rapporté, en partie entre guillemets',
    reported: 'rapporté',
    outlet: 'dans les mots du média',
  },
  namedAs: (words) => `ici « ${words} »`,
  via: (outlet) => `par l’intermédiaire de ${outlet}`,
  more: (rest) =>
    plural(
      rest,
      md`Et ${rest} autre passage dans les mots du média.`,
      md`Et ${rest} autres passages dans les mots du média.`,
    ),
  none: () => md`Cet article n’a pas de texte où distinguer des voix.`,
  byModel: (model, language) => md`Liste par ${model} d’un article en ${language} ; chaque entrée a son passage.`,
  byRules: (reason, language) =>
    md`${startSentence(reason)} : guillemets et verbes de parole distinguent les voix, dans les phrases mêmes de l’article, en ${language}. Un pronom peut tromper : vérifiez dans le texte.`,
  byMarks: (reason, language) =>
    md`${startSentence(reason)}, et je ne connais pas les verbes de parole en ${language} : seuls les guillemets distinguent ici les voix.`,
  reading: (model) => md`${model} lit encore. En attendant, ce que montrent les guillemets et les verbes de parole :`,
  dropped: (count) =>
    plural(
      count,
      md`${count} entrée a été écartée : son passage ou son auteur n’était pas confirmé.`,
      md`${count} entrées ont été écartées : leurs passages ou leurs auteurs n’étaient pas confirmés.`,
    ),
};

const answers: Words['answers'] = {
  archive: 'Les archives',
  silent: () => md`L’article ne le dit pas.`,
  archiveSilent: () => md`Aucun article enregistré ne le dit.`,
  byModel: (model) => md`Réponse par ${model} ; chaque phrase précède les mots d’origine sur lesquels elle repose.`,
  byWords: (reason) =>
    md`${startSentence(reason)} : voici les phrases mêmes des articles qui contiennent les mots de votre question.`,
  silentByWords: (reason) =>
    md`${startSentence(reason)} : je n’ai trouvé aucune phrase avec les mots de votre question. Essayez d’autres mots, ou la langue de l’article.`,
  reading: (model) => md`${model} lit encore. En attendant, des phrases qui contiennent les mots de votre question :`,
  dropped: (count) =>
    plural(
      count,
      md`${count} phrase a été écartée : ses mots d’origine ne la confirmaient pas.`,
      md`${count} phrases ont été écartées : leurs mots d’origine ne les confirmaient pas.`,
    ),
  pick: 'Lire un de ces articles',
};

const translation: Words['translation'] = {
  sameLanguage: (language) =>
    md`Cet article est déjà en ${language}. Choisissez une autre langue avec l’option « langue ».`,
  byModel: (model, from, to) =>
    md`${startSentence(from)} → ${to}, traduit par ${model}. L’original est à portée de doigt.`,
  byPerson: (author, from, to) => md`${startSentence(from)} → ${to}, signé « ${author} ».`,
  provided: (reason) => md`Traduction fournie : ${reason}.`,
  missing: (reason, language) => md`${startSentence(reason)}, et personne n’a fourni de traduction en ${language}.`,
  available: (languages) => md`Il en existe une en ${languages}.`,
  howTo: () =>
    md`Un administrateur peut connecter un modèle : OPENAI_BASE_URL pour tout service compatible OpenAI (un Ollama local suffit), ou OPENAI_API_KEY.`,
  file: 'Comme demandé, la traduction entière est jointe.',
  working: (model, count, language) =>
    plural(
      count,
      md`${model} traduit encore ${count} paragraphe en ${language}. En attendant, l’original :`,
      md`${model} traduit encore ${count} paragraphes en ${language}. En attendant, l’original :`,
    ),
  toCheck: (what) => `à vérifier : ${what}`,
  left: 'laissé dans la langue d’origine : la traduction du modèle ne concordait pas',
  doubts: (count) =>
    plural(
      count,
      md`${count} passage ne concorde pas en tout point avec l’original ; il est signalé.`,
      md`${count} passages ne concordent pas en tout point avec l’original ; ils sont signalés.`,
    ),
  faults: {
    number: 'nombres',
    date: 'dates',
    name: 'noms',
    quotation: 'citations',
    cut: 'peut-être incomplet',
    glossary: 'un terme du glossaire de ce serveur',
    negation: 'ce qui est nié',
    other: 'le sens',
  },
};

const discord: Words['discord'] = {
  'too-long': () => md`Cela a pris trop de temps et j’ai renoncé. Réessayez dans quelques minutes.`,
  stopping: () => md`J’ai redémarré avant d’avoir fini. Réessayez dans une minute.`,
};

export const fr: Words = {
  usage,
  errors,
  commands,
  buttons,
  card,
  search,
  offline,
  summary,
  voices,
  answers,
  translation,
  discord,
  permissions,
  digest,
  why,
  edition,
  feedNews,
  feed,
  source,
  add,
  origin,
  removal,
  menu,
  forgetting,
  sources,
  contest,
  contests,
  settings,
  guide,
  help,
  doctor,
};
