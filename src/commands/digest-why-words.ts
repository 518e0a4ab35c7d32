import { cutText, type Markdown, md } from '../reply.ts';
import type { HistoryEvent, SlotHistory } from '../services/digests/history.ts';
import type { Locale, Words } from '../words/words.ts';

/** How moments are written: Discord's timestamps in the reader's own zone, or ISO on a command line. */
export type Teller = {
  locale: Locale;
  words: Words;
  /** A day and hour. */
  moment(epochMs: number): Markdown;
  /** To the second. */
  exact(epochMs: number): Markdown;
};

/** Of what a correction replaced: enough to know the sentence by. */
const BEFORE_CHARS = 90;
const SECOND_MS = 1000;
const UNITS = [
  { unit: 'second', ms: SECOND_MS, upTo: 120 },
  { unit: 'minute', ms: 60 * SECOND_MS, upTo: 120 },
  { unit: 'hour', ms: 3_600 * SECOND_MS, upTo: 48 },
  { unit: 'day', ms: 86_400 * SECOND_MS, upTo: Number.POSITIVE_INFINITY },
] as const;

/** A slot in one line: its hour, its hour where the digest lives, what became of it. */
export function describeSlot(teller: Teller, slot: SlotHistory, zone: string): Markdown {
  const { why } = teller.words;
  const due = teller.moment(slot.dueAt);
  const shown = slot.corrections.filter(({ state }) => state === 'done').length;
  const state = describeState(teller, slot);
  const outcome = shown === 0 ? state : md`${state} · ${why.corrected(shown)}`;
  if (slot.isRun) return why.lineOfRun(due, outcome);
  return why.line(due, nameHour(slot, zone), outcome);
}

/** A slot's own hour; with its zone where that is not the digest's any more. */
export function nameHour(slot: Pick<SlotHistory, 'localTime' | 'zone'>, zone: string): string {
  const hour = slot.localTime.slice(11);
  return slot.zone === zone ? hour : `${hour} ${slot.zone}`;
}

/** What happened to a slot or digest, in order; what has no words is left out. */
export function describeEvents(
  teller: Teller,
  events: readonly HistoryEvent[],
  slot: SlotHistory | undefined,
): readonly Markdown[] {
  return events.flatMap((event) => {
    const what = describeEvent(teller, event, slot);
    return what.md === '' ? [] : [teller.words.why.event(teller.exact(event.at), what)];
  });
}

/** The corrections of an edition's messages, a line each: when, what was said there before, what became of it. */
export function describeCorrections(teller: Teller, { corrections }: SlotHistory): readonly Markdown[] {
  const { why } = teller.words;
  return corrections.map(({ at, part, before, state, reason, retryAt }) => {
    const line = why.event(
      teller.exact(at),
      why.correction(part, cutText(before, BEFORE_CHARS), why.corrections[state]()),
    );
    if (state === 'refused') return md`${line} · ${describeRefusal(teller.words, reason)}`;
    return retryAt === null ? line : why.nextTry(line, teller.exact(retryAt));
  });
}

/** Why Discord refused an edition, with what to do. */
export function describeRefusal({ edition, why }: Words, reason: string | undefined): Markdown {
  return pick(edition.reasons, reason)?.() ?? why.refusedUnknown();
}

/** A length of time in one unit: 3 sec, 12 min, 5 hr. */
function describeDuration(locale: string, ms: number): string {
  const { unit, ms: length } = UNITS.find((one) => ms < one.upTo * one.ms) ?? UNITS[3];
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' });
  return format.format(Math.max(0, Math.round(ms / length)));
}

function describeState(teller: Teller, slot: SlotHistory): Markdown {
  const { why } = teller.words;
  const { state } = slot;
  if (state === 'due' || state === 'leased' || state === 'composed') {
    const what = why.states[state];
    return slot.retryAt === null ? md`${what}` : why.nextTry(what, teller.moment(slot.retryAt));
  }
  const last = slot.events.findLast((event) => event.kind === state);
  return describeOutcome(teller, slot, { kind: state, detail: last?.detail ?? {} });
}

function describeOutcome(
  { words, locale }: Teller,
  slot: SlotHistory,
  { kind, detail }: Pick<HistoryEvent, 'kind' | 'detail'>,
): Markdown {
  const { why } = words;
  switch (kind) {
    case 'posted':
      return md`${describePosted(words, slot, { detail, locale })}`;
    case 'late': {
      const delay = slot.delayMs === null ? '' : describeDuration(locale, slot.delayMs);
      const reason = pick(why.lateReasons, detail.reason ?? slot.lateReason ?? undefined);
      return md`${why.late(delay, reason ?? why.lateReasons.unknown)}`;
    }
    case 'folded':
      if (detail.into !== undefined && detail.into !== 'next') return md`${why.folded(detail.into.slice(11))}`;
      return md`${pick(why.foldedNext, detail.reason) ?? why.foldedNext.unknown}`;
    case 'merged':
      return md`${why.merged((detail.into ?? '').slice(11))}`;
    case 'skipped':
      if (slot.isRun && detail.reason === 'missed') return md`${why.missedRun}`;
      return md`${pick(why.skipped, detail.reason) ?? why.skipped.unknown}`;
    case 'refused':
      return why.refused(describeRefusal(words, detail.reason));
    case 'uncertain':
      return md`${why.uncertain}`;
    default:
      return { md: '' };
  }
}

function describePosted(
  { why }: Words,
  slot: SlotHistory,
  { detail, locale }: { detail: HistoryEvent['detail']; locale: string },
): string {
  if (detail.settled !== undefined) return why.postedSettled;
  if (detail.found === true) return why.postedFound;
  return slot.delayMs === null ? why.posted : why.postedAfter(describeDuration(locale, slot.delayMs));
}

function describeEvent(teller: Teller, event: HistoryEvent, slot: SlotHistory | undefined): Markdown {
  const { why } = teller.words;
  const { kind, detail } = event;
  const { events } = why;
  switch (kind) {
    case 'due':
      return md`${slot?.isRun ? events.asked : detail.late === undefined ? events.due : events.dueLate}`;
    case 'created':
    case 'active':
    case 'paused':
    case 'removed':
    case 'edited':
    case 'leased':
    case 'published':
      return md`${events[kind]}`;
    case 'composed':
      return md`${why.composed(detail.articles?.length ?? 0, detail.parts ?? 1)}`;
    case 'compose-failed':
      return describeNext(teller, events.composeFailed, detail.until);
    case 'article-failed':
      return md`${events.articleFailed}`;
    case 'sent':
      return md`${detail.found === true ? why.found(detail.part ?? 1) : why.sent(detail.part ?? 1)}`;
    case 'retry':
      return describeRetry(teller, detail);
    case 'told':
      return md`${detail.ok === false ? events.untold : events.told}`;
    case 'publish-refused':
      return md`${detail.reason === 'gave-up' ? events.publishGaveUp : events.publishRefused}`;
    case 'reopened':
      return md`${detail.reason === 'refused' ? events.reopened : events.reopenedOrdered}`;
    case 'settled':
      return md`${detail.as === 'there' ? events.settledThere : events.settledSend}`;
    default:
      return slot ? describeOutcome(teller, slot, event) : { md: '' };
  }
}

function describeRetry(teller: Teller, detail: HistoryEvent['detail']): Markdown {
  const { why } = teller.words;
  const reason = pick(why.retryReasons, detail.reason) ?? why.retryReasons.unknown;
  const tries = detail.try ?? 1;
  const what = detail.part === undefined ? why.looked(tries, reason) : why.tried(detail.part, tries, reason);
  return describeNext(teller, what, detail.until);
}

function describeNext({ words, exact }: Teller, what: string, until: number | undefined): Markdown {
  return until === undefined ? md`${what}` : words.why.nextTry(what, exact(until));
}

/** The words of a code that the database holds; undefined for one that has none. */
function pick<Value>(words: Readonly<Record<string, Value>>, code: string | undefined): Value | undefined {
  return code !== undefined && Object.hasOwn(words, code) ? words[code] : undefined;
}
