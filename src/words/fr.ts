import { md, startSentence } from '../reply.ts';
import type { Words } from './en.ts';
import { displayName } from './formats.ts';
import { commands } from './fr-commands.ts';
import { digest, permissions } from './fr-digest.ts';
import { edition } from './fr-edition.ts';
import { why } from './fr-why.ts';

const errors: Words['errors'] = {
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
  'unknown-language': ({ value, known }) => md`Je ne connais pas la langue « ${value} ». Choisissez parmi : ${known}.`,
  'unknown-zone': ({ value }) =>
    md`Je ne connais pas le fuseau « ${value} ». Choisissez-en un dans la liste pendant la saisie, par exemple Europe/Paris.`,
  'bad-time': ({ value }) => md`« ${value} » n’est pas une heure. Écrivez 08:00, ou plusieurs : 08:00, 18:30.`,
  'bad-days': ({ value }) =>
    md`Je ne lis pas les jours « ${value} ». Choisissez tous les jours ou en semaine, ou listez-les : lun, mer, ven.`,
  'bad-cron': ({ value, reason }) => {
    if (reason === 'too-often')
      return md`« ${value} » publierait plus de 24 fois dans une même journée, le maximum que j’accepte. Gardez moins de minutes ou d’heures, par exemple ${'0 8,18 * * *'}.`;
    if (reason === 'never')
      return md`« ${value} » désigne un jour qui n’existe dans aucune année : rien ne paraîtrait jamais. Vérifiez le jour et le mois.`;
    return md`Je ne lis pas « ${value} » comme une expression cron. Écrivez cinq champs : minute, heure, jour du mois, mois, jour de la semaine. ${'30 7 * * MON-FRI'} donne 7 h 30 du lundi au vendredi.`;
  },
  'needs-manager': () => md`Il faut la permission « Gérer le serveur ». Demandez à un administrateur de ce serveur.`,
  'needs-server': () => md`Cela ne marche que dans un serveur. Lancez la commande dans un salon de votre serveur.`,
  'cannot-share': () =>
    md`Vous ne pouvez pas écrire dans ce salon, je ne peux donc pas y partager pour vous. Essayez un autre salon.`,
  'channel-kind': ({ channel }) =>
    md`Je ne peux pas publier de revue dans <#${channel}>. Choisissez un salon textuel, d’annonces ou forum, ou un fil public.`,
  'channel-member': ({ channel }) =>
    md`Vous devez pouvoir voir <#${channel}> et y écrire vous-même pour qu’une revue y soit publiée.`,
  'channel-bot': ({ channel, missing }) =>
    md`Je ne peux pas publier dans <#${channel}> : il me manque ${missing}. Accordez-le dans les paramètres du salon, puis réessayez.`,
  'channel-locked': ({ channel }) =>
    md`<#${channel}> est verrouillé, je ne peux pas y publier. Déverrouillez-le, ou choisissez un autre salon.`,
  'time-or-cron': () =>
    md`Donnez soit « heure » (avec « jours », si vous voulez), soit « cron » : l’un des deux dit quand publier, pas les deux.`,
  'bad-topics': ({ value, max, maxChars }) =>
    md`Les thèmes sont au plus ${max} mots ou expressions séparés par des virgules, de ${maxChars} caractères au plus, avec une lettre ou un chiffre. Vérifiez « ${value} ».`,
  'same-language': ({ language }) =>
    md`La première langue est déjà celle-ci : ${displayName('fr', 'language', language)}. Choisissez-en une autre comme seconde.`,
  'role-everyone': () => md`Je ne mentionne pas tout le monde. Choisissez un rôle que des membres ont pris pour cela.`,
  'role-bot': ({ role }) =>
    md`Je n’ai pas le droit de mentionner <@&${role}>. Dans les paramètres du rôle, permettez à tout le monde de le mentionner ; ou permettez-moi de mentionner tous les rôles dans ce salon.`,
  'role-member': ({ role }) =>
    md`Vous n’avez pas vous-même le droit de mentionner <@&${role}> dans ce salon, je ne le fais donc pas pour vous. Les paramètres du rôle peuvent le permettre à tous.`,
  'publish-kind': ({ channel }) =>
    md`Seuls les messages d’un salon d’annonces peuvent être diffusés à d’autres serveurs, et <#${channel}> n’en est pas un. Laissez « diffuser » de côté.`,
  'unknown-edition': () => md`Je ne connais plus cette édition. /revue pourquoi montre les dernières.`,
  'unknown-digest': () => md`Cette revue n’existe plus ici. Voyez /revue liste pour celles qui existent.`,
  'too-many-digests': ({ max }) => md`Ce serveur a ${max} revues, le maximum que je garde. Supprimez-en une d’abord.`,
  'too-many-topics': ({ max }) =>
    md`Une revue garde ${max} thèmes de chaque sorte. Retirez-en d’abord un avec /revue modifier.`,
  'stale-button': ({ command }) => md`Ce bouton vient d’une version plus ancienne. Relancez /${command}.`,
  'stale-command': ({ command }) =>
    md`Je n’ai plus la commande /${command}. Tapez / pour voir celles que j’ai ; un administrateur peut renouveler la liste avec « npx kiosque register ».`,
  unexpected: ({ id }) =>
    md`Quelque chose s’est mal passé de mon côté, c’est noté. Réessayez ; si cela persiste, donnez ce numéro à un administrateur : ${id}.`,
};

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
    unknown: 'propriété inconnue de moi',
  },
  noOutlet: 'Média inconnu',
  owner: (owner) => `propriétaire : ${owner}`,
  stated: (citation, day) => (day === null ? md`D’après ${citation}` : md`D’après ${citation} (${day})`),
  noDate: 'sans date',
  inferred: { outlet: 'le média', publishedOn: 'l’année', language: 'la langue' },
  inferredNote: (what) => md`Déduit du texte, non précisé par la source : ${what}.`,
  page: (page, pages) => `Page ${page} sur ${pages}`,
  sharedBy: (userId) => md`Partagé par <@${userId}>`,
};

const buttons: Words['buttons'] = {
  back: 'Précédent',
  next: 'Suivant',
  read: 'Lire',
  original: 'Original',
  summarize: 'Résumer',
  translateTo: (language) => `En ${language}`,
  evidence: 'Mots d’origine',
  share: 'Partager ici',
  whoSays: 'Qui dit quoi',
  humanTranslation: 'Traduction humaine',
  modelTranslation: 'Traduction du modèle',
};

const search: Words['search'] = {
  found: (total) => (total < 2 ? `${total} article` : `${total} articles`),
  none: () => md`Aucun article enregistré ne correspond. Essayez moins de mots, d’autres mots, ou sans filtre.`,
  more: (rest) => md`Et ${rest} de plus : ajoutez un mot ou un filtre pour préciser.`,
  pick: 'Lire l’un d’eux',
};

const offline: Words['offline'] = {
  asked: 'comme vous l’avez demandé, aucun modèle de langue n’a servi',
  'no-model': 'aucun modèle de langue n’est connecté',
  'server-budget': 'ce serveur a épuisé son budget de modèle de langue',
  'total-budget': 'le budget de modèle de langue est épuisé',
  pace: 'vous avez beaucoup sollicité le modèle de langue depuis une heure, il se repose',
  'too-long': 'cet article est trop long pour le modèle de langue',
  'tier-unavailable': 'le modèle de langue n’a pas de place au tarif réduit en ce moment',
  unsupported: 'la réponse du modèle de langue ne tenait pas face à l’article',
  'model-failed': (id) => `le modèle de langue n’a pas répondu (numéro ${id} dans le journal)`,
};

const summary: Words['summary'] = {
  extracts: (reason, language) =>
    md`${startSentence(reason)} : voici des extraits, les phrases mêmes de l’article, en ${language}.`,
  byModel: (model, language) =>
    md`Résumé par ${model} d’un article en ${language} ; chaque point a ses mots d’origine.`,
  dropped: (count) =>
    count === 1
      ? md`1 point a été écarté : ses mots d’origine ne le confirmaient pas.`
      : md`${count} points ont été écartés : leurs mots d’origine ne les confirmaient pas.`,
  evidenceTitle: 'Les mots d’origine',
  reading: (model, language) =>
    md`${model} lit encore cet article en ${language}. En attendant, des extraits, ses phrases mêmes :`,
  toCheck: 'À vérifier : ce point n’a pas pu être confirmé par ses mots d’origine.',
  passagesBy: (author, language) => md`Traduction des extraits en ${language} : ${author}.`,
  passagesByModel: (model, language) => md`Traduction des mots d’origine en ${language} : ${model}.`,
  paragraph: (n) => (n === 0 ? 'titre' : `paragraphe ${n}`),
};

const voices: Words['voices'] = {
  title: (title) => `Qui dit quoi : ${title}`,
  itself: (outlet) => (outlet === '' ? 'Le média, en son propre nom' : `${outlet}, en son propre nom`),
  unnamed: 'Auteur non nommé',
  kinds: {
    direct: 'entre guillemets',
    mixed: 'rapporté, en partie entre guillemets',
    reported: 'rapporté',
    outlet: 'dans les mots du média',
  },
  namedAs: (words) => `ici « ${words} »`,
  via: (outlet) => `par l’intermédiaire de ${outlet}`,
  more: (rest) =>
    rest === 1
      ? md`Et 1 autre passage dans les mots du média.`
      : md`Et ${rest} autres passages dans les mots du média.`,
  none: () => md`Cet article n’a pas de texte où distinguer des voix.`,
  byModel: (model, language) => md`Liste par ${model} d’un article en ${language} ; chaque entrée a son passage.`,
  byRules: (reason, language) =>
    md`${startSentence(reason)} : les voix sont distinguées par les guillemets et les verbes de parole, dans les phrases mêmes de l’article, en ${language}. Un pronom peut mener à la mauvaise personne : vérifiez-le dans le texte.`,
  byMarks: (reason, language) =>
    md`${startSentence(reason)}, et je ne connais pas les verbes de parole en ${language} : seuls les guillemets distinguent ici les voix.`,
  reading: (model) => md`${model} lit encore. En attendant, ce que montrent les guillemets et les verbes de parole :`,
  dropped: (count) =>
    count === 1
      ? md`1 entrée a été écartée : son passage ou son auteur ne tenait pas.`
      : md`${count} entrées ont été écartées : leurs passages ou leurs auteurs ne tenaient pas.`,
};

const answers: Words['answers'] = {
  archive: 'Les archives',
  silent: () => md`L’article ne le dit pas.`,
  archiveSilent: () => md`Aucun article enregistré ne le dit.`,
  byModel: (model) => md`Réponse par ${model} ; chaque phrase précède les mots d’origine sur lesquels elle repose.`,
  byWords: (reason) =>
    md`${startSentence(reason)} : voici les phrases mêmes des articles qui contiennent les mots de votre question.`,
  silentByWords: (reason) =>
    md`${startSentence(reason)} : j’ai cherché des phrases qui contiennent les mots de votre question. D’autres mots, ou la langue de l’article, donneront peut-être plus.`,
  reading: (model) => md`${model} lit encore. En attendant, des phrases qui contiennent les mots de votre question :`,
  dropped: (count) =>
    count === 1
      ? md`1 phrase a été écartée : ses mots d’origine ne la confirmaient pas.`
      : md`${count} phrases ont été écartées : leurs mots d’origine ne les confirmaient pas.`,
  pick: 'Lire un de ces articles',
};

const translation: Words['translation'] = {
  sameLanguage: (language) =>
    md`Cet article est déjà en ${language}. Choisissez une autre langue avec l’option « langue ».`,
  byModel: (model, from, to) =>
    md`${startSentence(from)} → ${to}, traduit par ${model}. L’original est à portée de doigt.`,
  byPerson: (author, from, to) => md`${startSentence(from)} → ${to}, signé « ${author} ».`,
  provided: (reason) => md`Traduction fournie : ${reason}.`,
  missing: (reason, language) => md`${startSentence(reason)}, et personne n’a fourni de traduction en ${language}.`,
  available: (languages) => md`Il en existe une en ${languages}.`,
  howTo: () =>
    md`Un administrateur peut connecter un modèle : OPENAI_BASE_URL avec l’adresse d’un service compatible OpenAI (un Ollama local suffit), ou OPENAI_API_KEY.`,
  file: 'Comme vous l’avez demandé, la traduction entière est jointe.',
  working: (model, count, language) =>
    md`${model} traduit encore ${count} paragraphes en ${language}. En attendant, l’original :`,
  toCheck: (what) => `à vérifier : ${what}`,
  left: 'laissé dans la langue d’origine : la traduction du modèle ne tenait pas',
  doubts: (count) =>
    count === 1
      ? md`1 passage ne concorde pas en tout avec l’original ; il est signalé.`
      : md`${count} passages ne concordent pas en tout avec l’original ; ils sont signalés.`,
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

const usage: Words['usage'] = {
  title: 'Le modèle de langue sur ce serveur',
  none: () => md`Aucun appel au modèle pour ce serveur ces 30 derniers jours.`,
  noModel: () => md`Aucun modèle de langue n’est connecté : rien n’est dépensé.`,
  today: 'Aujourd’hui',
  month: 'Ce mois-ci',
  line: (label, text) => md`${label} : ${text}`,
  calls: (count, shown) => (count < 2 ? `${shown} appel` : `${shown} appels`),
  tokens: (shown) => `${shown} jetons`,
  detail: (sent, cached, answered) => `${sent} envoyés, dont ${cached} du cache du service ; ${answered} en réponse`,
  failed: (count, shown) => (count < 2 ? `${shown} appel a échoué` : `${shown} appels ont échoué`),
  noPrice: 'prix inconnu',
  somePrices: (amount, calls) => `${amount}, plus ${calls} à un prix inconnu`,
  saved: (texts, shown, worth) =>
    texts < 2
      ? md`Les textes enregistrés ont évité ${shown} appel ce mois-ci${worth}.`
      : md`Les textes enregistrés ont évité ${shown} appels ce mois-ci${worth}.`,
  about: (worth) => `, environ ${worth}`,
  capsTitle: 'Limites',
  scopes: { server: 'ce serveur', total: 'tous les serveurs ensemble' },
  periods: { day: 'aujourd’hui', month: 'ce mois-ci' },
  cap: (scope, period, left, max) => `${scope}, ${period} : il reste ${left} sur ${max}`,
  noCaps: 'Aucune limite n’est fixée.',
  capsNote:
    'Jours et mois en UTC. Les appels en cours comptent pour le plus qu’ils peuvent coûter ; en dollars, ceux qui ont été coupés aussi.',
  chart: 'Jetons par jour : envoyés en bas, en réponse au-dessus.',
  chartAlt: (from, to, total, most, mostDay) =>
    `Histogramme des jetons par jour du ${from} au ${to} : ${total} en tout, le maximum le ${mostDay} avec ${most}.`,
  prices: (sent, cached, answered) =>
    `Un million de jetons : ${sent} envoyés, ${cached} du cache du service, ${answered} en réponse`,
  priceStated: (price, page, readOn) =>
    md`${price}, d’après ${page} au ${readOn}. Ce que le service écrit dans son cache peut coûter plus : les montants comptent ainsi tout envoi nouveau.`,
  priceSet: (price) => md`${price}, selon le réglage de l’administrateur.`,
  priceUnknown: (model) =>
    md`Je ne connais pas le prix de ${model} ici, je ne montre donc que des jetons. Un administrateur peut régler LLM_PRICE_IN et LLM_PRICE_OUT.`,
  sellerPage: 'la page du vendeur',
  shared: 'Revues programmées de tous les serveurs, ce mois-ci',
  sharedNote:
    'Aucun serveur ne les paie : tous se partagent ces textes, et seules les limites de tous les serveurs ensemble les comptent.',
  summaries: (count, shown) => (count < 2 ? `${shown} résumé` : `${shown} résumés`),
  digestCost: (summaries, each, month) =>
    `Environ ${summaries} par édition : au plus ${each} par édition, ${month} par mois`,
  limitLeaves: {
    day: (max) => ` ; la limite du jour est de ${max}.`,
    month: (left) => ` ; la limite du mois laisse ${left}.`,
  },
  limitShort: {
    day: (max) => `. La limite du jour, ${max}, ne suffira pas : certaines éditions montreront des extraits.`,
    month: (left) =>
      `. La limite du mois ne laisse que ${left}, trop peu : certaines éditions montreront des extraits.`,
  },
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
};
