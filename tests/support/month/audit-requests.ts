import {
  type Audit,
  hasWritten,
  joinAudits,
  type LifeSpan,
  mustBeNone,
  mustReach,
  plain,
  when,
} from './audit-figures.ts';
import type { Asked } from './web-log.ts';
import { DAY, HOUR, MINUTE, type WebPlan } from './web-plan.ts';

/** Between two starts on one host. */
const PAUSE_MS = 1_000;
/** No feed is asked more often, whatever it says; less a moment for rounding. */
const LEAST_GAP_MS = 10 * MINUTE - 5_000;
/** Asked there again after it has moved for good: what a death between may cost, and the look that confirms it. */
const MAX_AFTER_MOVE = 3;
const MAX_PAGE_TRIES = 12;
const BELIEVED_MS = 19 * HOUR;

type Given = { plan: WebPlan; lives: readonly LifeSpan[] };

/** Whether the requests of a month were polite: by host, by feed, and by what servers had asked for. */
export function auditRequests(asked: readonly Asked[], given: Given): Audit {
  const feeds = asked.filter((one) => one.feed !== null);
  const pages = asked.filter((one) => one.piece !== null);
  const days = (given.plan.end - given.plan.start) / DAY;
  const byAddress = Map.groupBy(feeds, (one) => `${one.host}${one.path}`);
  const answered = feeds.filter((one) => one.isWhole || one.status === 304);
  return joinAudits([
    plain('requests', asked.length, 'requests'),
    plain('requests for each feed and day', round(feeds.length / given.plan.feeds.length / days), 'requests'),
    plain('requests for pages', pages.length, 'requests'),
    plain(
      'answers that said unchanged',
      round(feeds.filter((one) => one.status === 304).length / Math.max(1, answered.length), 4),
      'share',
    ),
    plain(
      'requests for no feed or page of this web',
      asked.filter((one) => one.feed === null && one.piece === null).length,
      'requests',
    ),
    auditOverlaps(asked),
    ...auditPauses(asked),
    auditRetryAfter(asked, given),
    mustBeNone(
      'feeds asked again within ten minutes',
      'requests',
      [...byAddress.values()].flatMap((list) => findHasty(list, given)),
    ),
    mustBeNone(
      'feeds asked after they were gone (410)',
      'requests',
      [...byAddress.values()].flatMap((list) => findAfterGone(list, given)),
    ),
    mustBeNone(
      'old addresses still asked',
      'feeds',
      [...byAddress.values()].flatMap((list) => findAfterMove(list, given)),
    ),
    mustReach('requests with validators where there are some', conditionalShare([...byAddress.values()]), {
      least: 0.95,
      unit: 'share',
    }),
    mustBeNone('pages asked too often', 'pages', findOften(pages)),
  ]);
}

function auditOverlaps(asked: readonly Asked[]): Audit {
  const own = asked.filter((one) => one.overlaps === 'own');
  const other = asked.filter((one) => one.overlaps === 'other');
  return joinAudits([
    mustBeNone('two requests at once to a host', 'requests', own.map(nameAsked)),
    plain('two requests at once to a host, by two pollers', other.length, 'requests'),
  ]);
}

/** The pause is kept by each process; two that share a database share feeds, not hosts. */
function auditPauses(asked: readonly Asked[]): readonly Audit[] {
  const faults: string[] = [];
  let others = 0;
  for (const list of Map.groupBy(asked, (one) => one.host).values())
    for (const [n, one] of list.entries()) {
      const before = list[n - 1];
      if (!before || one.at - before.at >= PAUSE_MS) continue;
      if (before.life === one.life) faults.push(`${nameAsked(one)}, ${one.at - before.at} ms after the one before`);
      else others++;
    }
  return [
    mustBeNone('pauses between requests to a host not kept', 'requests', faults),
    plain('pauses not kept between two pollers', others, 'requests'),
  ];
}

/** A Retry-After holds for the address that gave it, and with 429 and 503 for its whole host. */
function auditRetryAfter(asked: readonly Asked[], { lives }: Given): Audit {
  const faults: string[] = [];
  const hostFaults: string[] = [];
  let wishes = 0;
  const byAddress = new Map<string, { until: number; life: string; at: number }>();
  const byHost = new Map<string, { until: number; life: string; at: number; address: string }>();
  for (const one of asked) {
    const address = `${one.host}${one.path}`;
    const own = byAddress.get(address);
    const host = byHost.get(one.host);
    if (own && one.at < own.until && (one.life === own.life || hasWritten(lives, own.life, own.at)))
      faults.push(`${nameAsked(one)}, asked not to come before ${when(own.until)}`);
    else if (host && host.address !== address && one.at < host.until && one.life === host.life)
      hostFaults.push(`${nameAsked(one)}, its host asked not to come before ${when(host.until)}`);
    if (one.retryAfterMs === null) continue;
    wishes++;
    const wish = { until: one.at + one.retryAfterMs, life: one.life, at: one.at, address };
    byAddress.set(address, wish);
    if (one.status === 429 || one.status === 503) byHost.set(one.host, wish);
  }
  return joinAudits([
    plain('answers with Retry-After', wishes, 'answers'),
    mustBeNone('Retry-After not kept', 'requests', faults),
    mustBeNone('Retry-After of a host not kept', 'requests', hostFaults),
  ]);
}

function findHasty(list: readonly Asked[], { lives }: Given): readonly string[] {
  return list.flatMap((one, n) => {
    const before = list[n - 1];
    if (!before || one.at - before.at >= LEAST_GAP_MS) return [];
    return hasWritten(lives, before.life, before.at) ? [`${nameAsked(one)}, before at ${when(before.at)}`] : [];
  });
}

function findAfterGone(list: readonly Asked[], { lives }: Given): readonly string[] {
  const gone = list.find((one) => one.status === 410 && hasWritten(lives, one.life, one.at));
  return gone ? list.slice(list.indexOf(gone) + 1).map(nameAsked) : [];
}

function findAfterMove(list: readonly Asked[], { lives }: Given): readonly string[] {
  const moved = list.find((one) => (one.status === 301 || one.status === 308) && hasWritten(lives, one.life, one.at));
  if (!moved) return [];
  const after = list.length - list.indexOf(moved) - 1;
  return after > MAX_AFTER_MOVE ? [`${nameAsked(moved)}, and ${after} times since`] : [];
}

/**
 * Of the requests to an address whose last whole answer had validators, how many brought them. An old answer does not count: who
 * never asks in full believes a server that says "unchanged" for ever.
 */
function conditionalShare(lists: readonly (readonly Asked[])[]): number {
  let [could, did] = [0, 0];
  for (const list of lists) {
    let whole: Asked | undefined;
    for (const one of list) {
      const isOwed = whole?.hasValidators === true && one.at - whole.at < BELIEVED_MS;
      if (isOwed) could++;
      if (isOwed && one.isConditional) did++;
      if (one.isWhole) whole = one;
    }
  }
  return could === 0 ? 1 : round(did / could, 4);
}

function findOften(pages: readonly Asked[]): readonly string[] {
  return [...Map.groupBy(pages, (one) => one.piece).values()].flatMap((list) => {
    const [first] = list;
    return first && list.length > MAX_PAGE_TRIES ? [`${nameAsked(first)}, ${list.length} times`] : [];
  });
}

function nameAsked({ host, path, at, life }: Asked): string {
  return `${host}${path} at ${when(at)} by ${life}`;
}

function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
