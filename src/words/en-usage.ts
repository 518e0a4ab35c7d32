import { type Markdown, md } from '../reply.ts';
import { grammarOf } from './formats.ts';

const { plural } = grammarOf('en');

/** Numbers and amounts come written out in the reader's way. */
export const usage = {
  title: 'The language model on this server',
  none: () => md`No model was called for this server in the last 30 days.`,
  noModel: () => md`No language model is connected: nothing is spent.`,
  today: 'Today',
  month: 'This month',
  line: (label: Markdown, text: string) => md`${label}: ${text}`,
  calls: (count: number, shown: string) => plural(count, '1 call', `${shown} calls`),
  tokens: (shown: string) => `${shown} tokens`,
  detail: (sent: string, cached: string, answered: string) =>
    `${sent} sent, of them ${cached} from the endpoint’s cache; ${answered} answered`,
  failed: (count: number, shown: string) => plural(count, '1 call failed', `${shown} calls failed`),
  noPrice: 'price not known',
  somePrices: (amount: string, calls: string) => `${amount} and ${calls} at a price not known`,
  saved: (texts: number, shown: string, worth: string) =>
    plural(
      texts,
      md`Stored texts saved 1 call this month${worth}.`,
      md`Stored texts saved ${shown} calls this month${worth}.`,
    ),
  about: (worth: string) => `, about ${worth}`,
  capsTitle: 'Limits',
  scopes: { server: 'this server', total: 'all servers together' },
  periods: { day: 'today', month: 'this month' },
  cap: (scope: string, period: string, left: string, max: string) => `${scope}, ${period}: ${left} left of ${max}`,
  noCaps: 'No limit is set.',
  capsNote:
    'Days and months are UTC. A call under way counts as the most it may cost; in dollars, so does one that was cut off.',
  chart: 'Tokens a day: sent below, answered above it.',
  chartAlt: (from: string, to: string, total: string, most: string, mostDay: string) =>
    `Bar chart of tokens a day from ${from} to ${to}: ${total} in all, the most on ${mostDay} with ${most}.`,
  prices: (sent: string, cached: string, answered: string) =>
    `A million tokens: ${sent} sent, ${cached} from the endpoint’s cache, ${answered} answered`,
  priceStated: (price: string, page: Markdown, readOn: string) =>
    md`${price}, as ${page} said on ${readOn}. Input written to the endpoint’s cache may cost more: amounts count all new input at that price.`,
  priceSet: (price: string) => md`${price}, as the administrator set it.`,
  priceUnknown: (model: string) =>
    md`I do not know what ${model} costs here, so I show tokens only. An administrator can set LLM_PRICE_IN and LLM_PRICE_OUT.`,
  sellerPage: 'the seller’s page',
  shared: 'Scheduled digests of all servers, this month',
  sharedNote: 'No server pays for these: all share the texts, and only the limits of all servers together count them.',
  summaries: (count: number, shown: string) => plural(count, '1 summary', `${shown} summaries`),
  digestCost: (summaries: string, each: string, month: string) =>
    `About ${summaries} an edition: up to ${each} an edition, ${month} a month`,
  limitLeaves: {
    day: (max: string) => `; the day’s limit is ${max}.`,
    month: (left: string) => `; this month’s limit leaves ${left}.`,
  },
  limitShort: {
    day: (max: string) => `. The day’s limit, ${max}, is not enough: some editions will hold extracts.`,
    month: (left: string) => `. This month’s limit leaves ${left}, not enough: some editions will hold extracts.`,
  },
};
