import { escapeMarkdown, type Markdown, md, startSentence, subtext } from '../reply.ts';
import type { Price } from '../services/prices.ts';
import type { CapLeft, DigestCost, DigestLimit, SpendingReport, Totals } from '../services/spending.ts';
import type { Ask } from './command.ts';

/** As many kinds of calls as a reader looks at; the totals hold all. */
const SHOWN_KINDS = 8;
const NANO_USD = 1e9;

type Reader = Pick<Ask, 'locale' | 'words'>;

/** Numbers, amounts in nano-USD and UTC days as the reader writes them. A small amount keeps two digits that say something. */
export function amountsOf({ locale }: Pick<Ask, 'locale'>) {
  const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const usd = (options: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD', ...options });
  const [small, usual] = [usd({ maximumSignificantDigits: 2 }), usd({ maximumFractionDigits: 4 })];
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  return {
    number: (value: number) => plain.format(value),
    amount(nanoUsd: number) {
      const value = nanoUsd / NANO_USD;
      return (value > 0 && value < 0.01 ? small : usual).format(value);
    },
    day: (day: string) => dates.format(Date.parse(day)),
  };
}

/** Today and this month. */
export function totalLines(ask: Reader, { today, month }: SpendingReport): readonly Markdown[] {
  const { usage: words } = ask.words;
  return [
    words.line(md`**${words.today}**`, sumUp(ask, today)),
    words.line(md`**${words.month}**`, sumUp(ask, month)),
    detail(ask, month),
  ];
}

function detail(ask: Reader, totals: Totals): Markdown {
  const { usage: words } = ask.words;
  const { number } = amountsOf(ask);
  const parts = [words.detail(number(totals.tokensIn), number(totals.tokensCached), number(totals.tokensOut))];
  if (totals.failed > 0) parts.push(words.failed(totals.failed, number(totals.failed)));
  return subtext(words.line(md`${words.month}`, parts.join('; ')));
}

/** The month's calls by command and language model. */
export function commandLines(ask: Reader, { byCommand }: SpendingReport): readonly Markdown[] {
  const { usage: words } = ask.words;
  const names = new Map(Object.entries(ask.words.commands).map(([key, { name }]) => [key, name]));
  return byCommand
    .slice(0, SHOWN_KINDS)
    .map((one) => words.line(md`/${names.get(one.command) ?? one.command}, ${one.model}`, sumUp(ask, one)));
}

/** What the month's stored texts saved. */
export function savedLine(ask: Reader, { saved, price }: SpendingReport): Markdown {
  const { usage: words } = ask.words;
  const { number, amount } = amountsOf(ask);
  const { texts, tokens, nanoUsd } = saved.month;
  const worth = [words.tokens(number(tokens)), ...(price && nanoUsd > 0 ? [amount(nanoUsd)] : [])];
  return words.saved(texts, number(texts), tokens > 0 ? words.about(worth.join(', ')) : '');
}

/** What scheduled digests cost this month, which no server pays for: none where there were no such calls. */
export function sharedLines(ask: Reader, { shared }: SpendingReport): readonly Markdown[] {
  if (!shared || shared.calls === 0) return [];
  const { usage: words } = ask.words;
  return [words.line(md`**${words.shared}**`, sumUp(ask, shared)), subtext(md`${words.sharedNote}`)];
}

/** What is left of each cap. */
export function capLines(ask: Reader, { caps }: SpendingReport): readonly Markdown[] {
  if (caps.length === 0) return [md`${ask.words.usage.noCaps}`];
  return caps.map((cap) => md`${startSentence(describeCap(ask, cap))}`);
}

function describeCap(ask: Reader, { scope, period, unit, left, max }: CapLeft): string {
  const { usage: words } = ask.words;
  const { number, amount } = amountsOf(ask);
  const [leftShown, maxShown] =
    unit === 'usd' ? [amount(left), amount(max)] : [number(left), words.tokens(number(max))];
  return words.cap(words.scopes[scope], words.periods[period], leftShown, maxShown);
}

/** The price and who says so; or that nobody does. */
export function priceLine(ask: Reader, model: string, price: Price | undefined): Markdown {
  const { usage: words } = ask.words;
  if (!price) return words.priceUnknown(model);
  const { amount, day } = amountsOf(ask);
  const rates = [price.in, price.cached, price.out].map((rate) => amount(rate * NANO_USD));
  const [sent = '', cached = '', answered = ''] = rates;
  const shown = words.prices(sent, cached, answered);
  if (price.source.kind === 'settings') return words.priceSet(shown);
  const page = { md: `[${escapeMarkdown(words.sellerPage)}](<${price.source.citationUrl}>)` };
  return words.priceStated(shown, page, day(price.source.readOn));
}

/**
 * What a digest will cost, for the reply that makes, changes or previews it: one line, none without a model. `editionsPerMonth`:
 * due in 30 days, which nextSlots of the calendar counts; `languages`: 1, or 2 with a second one.
 */
export async function digestCostLines(
  ask: Pick<Ask, 'locale' | 'words' | 'services'>,
  plan: { editionsPerMonth: number; languages: number },
): Promise<readonly Markdown[]> {
  const { model, spending } = ask.services;
  if (model === undefined) return [];
  return [subtext(digestCostLine(ask, await spending.estimateDigest(plan)))];
}

/** What a digest will cost an edition and a month, and what the limit leaves, in a sentence. Tokens where no price is known. */
export function digestCostLine(ask: Reader, cost: DigestCost & { limit: DigestLimit | null }): Markdown {
  const { usage: words } = ask.words;
  const { number, amount } = amountsOf(ask);
  const { nanoUsdPerEdition, nanoUsdPerMonth, limit } = cost;
  const show = (unit: DigestLimit['unit'], value: number) =>
    unit === 'usd' ? amount(value) : words.tokens(number(value));
  const [edition, month] =
    nanoUsdPerEdition === null || nanoUsdPerMonth === null
      ? [show('tokens', cost.tokensPerEdition), number(cost.tokensPerMonth)]
      : [amount(nanoUsdPerEdition), amount(nanoUsdPerMonth)];
  const said = words.digestCost(words.summaries(cost.callsPerEdition, number(cost.callsPerEdition)), edition, month);
  if (!limit) return md`${said}.`;
  // A day's leavings say nothing about the days to come.
  const shown = show(limit.unit, limit.period === 'day' ? limit.max : limit.left);
  const tell = limit.suffices ? words.limitLeaves : words.limitShort;
  return md`${said}${tell[limit.period](shown)}`;
}

function sumUp(ask: Reader, totals: Totals): string {
  const { usage: words } = ask.words;
  const { number } = amountsOf(ask);
  const parts = [
    words.calls(totals.calls, number(totals.calls)),
    words.tokens(number(totals.tokensIn + totals.tokensOut)),
  ];
  const cost = describeCost(ask, totals);
  return [...parts, ...(cost === '' ? [] : [cost])].join(', ');
}

function describeCost(ask: Reader, { calls, unpriced, nanoUsd }: Totals): string {
  const { usage: words } = ask.words;
  const { number, amount } = amountsOf(ask);
  if (calls === 0) return '';
  if (unpriced === 0) return amount(nanoUsd);
  return nanoUsd === 0 ? words.noPrice : words.somePrices(amount(nanoUsd), words.calls(unpriced, number(unpriced)));
}
