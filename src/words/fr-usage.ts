import { md } from '../reply.ts';
import type { Words } from './en.ts';
import { grammarOf } from './formats.ts';

const { plural } = grammarOf('fr');

export const usage: Words['usage'] = {
  title: 'Le modèle de langue sur ce serveur',
  none: () => md`Aucun appel au modèle pour ce serveur ces 30 derniers jours.`,
  noModel: () => md`Aucun modèle de langue n’est connecté : rien n’est dépensé.`,
  today: 'Aujourd’hui',
  month: 'Ce mois-ci',
  line: (label, text) => md`${label} : ${text}`,
  calls: (count, shown) => plural(count, `${shown} appel`, `${shown} appels`),
  tokens: (shown) => `${shown} jetons`,
  detail: (sent, cached, answered) => `${sent} envoyés, dont ${cached} du cache du service ; ${answered} en réponse`,
  failed: (count, shown) => plural(count, `${shown} appel a échoué`, `${shown} appels ont échoué`),
  noPrice: 'prix inconnu',
  somePrices: (amount, calls) => `${amount}, plus ${calls} à un prix inconnu`,
  saved: (texts, shown, worth) =>
    plural(
      texts,
      md`Les textes enregistrés ont évité ${shown} appel ce mois-ci${worth}.`,
      md`Les textes enregistrés ont évité ${shown} appels ce mois-ci${worth}.`,
    ),
  about: (worth) => `, environ ${worth}`,
  capsTitle: 'Limites',
  scopes: { server: 'ce serveur', total: 'tous les serveurs ensemble' },
  periods: { day: 'aujourd’hui', month: 'ce mois-ci' },
  cap: (scope, period, left, max) => `${scope}, ${period} : il reste ${left} sur ${max}`,
  noCaps: 'Aucune limite n’est fixée.',
  capsNote:
    'Jours et mois en UTC. Un appel en cours compte pour son coût maximal ; en dollars, un appel interrompu aussi.',
  chart: 'Jetons par jour : envoyés en bas, en réponse au-dessus.',
  chartAlt: (from, to, total, most, mostDay) =>
    `Diagramme en barres des jetons par jour du ${from} au ${to} : ${total} en tout, le maximum le ${mostDay} avec ${most}.`,
  prices: (sent, cached, answered) =>
    `Un million de jetons : ${sent} envoyés, ${cached} du cache du service, ${answered} en réponse`,
  priceStated: (price, page, readOn) =>
    md`${price}, d’après ${page} au ${readOn}. L’écriture dans le cache du service peut coûter plus : les montants comptent tout envoi nouveau à ce prix.`,
  priceSet: (price) => md`${price}, selon le réglage de l’administrateur.`,
  priceUnknown: (model) =>
    md`J’ignore le prix de ${model} ici : je ne montre donc que des jetons. Un administrateur peut régler LLM_PRICE_IN et LLM_PRICE_OUT.`,
  sellerPage: 'la page du vendeur',
  shared: 'Revues programmées de tous les serveurs, ce mois-ci',
  sharedNote:
    'Aucun serveur ne les paie : tous se partagent ces textes, et seules les limites de tous les serveurs ensemble les comptent.',
  summaries: (count, shown) => plural(count, `${shown} résumé`, `${shown} résumés`),
  digestCost: (summaries, each, month) =>
    `Environ ${summaries} par édition : au plus ${each} par édition, ${month} par mois`,
  limitLeaves: {
    day: (max) => ` ; la limite du jour est de ${max}.`,
    month: (left) => ` ; la limite du mois laisse ${left}.`,
  },
  limitShort: {
    day: (max) => `. La limite du jour, ${max}, ne suffira pas : certaines éditions montreront des extraits.`,
    month: (left) =>
      `. La limite du mois ne laisse que ${left}, trop peu : certaines éditions montreront des extraits.`,
  },
};
