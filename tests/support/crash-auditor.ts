import { hashFields } from '../../src/ids.ts';
import type { SandboxMessage } from '../../src/sandbox/sandbox.ts';
import { type BruteSchedule, type BruteSlot, slotsByBruteForce } from './crash-calendar.ts';

const LATE_MS = 60_000;
/** More parts than any edition has. */
const MAX_PARTS = 12;

export type AuditedDigest = BruteSchedule & {
  id: string;
  channelId: string;
  createdAt: number;
  /** Its manager chose to leave out what was missed, or quiet days. */
  mayBeSkipped: boolean;
  /** Interactions that asked for an edition at once, with their moments. `isHeard`: it was not the process's last moment. */
  runs: readonly { interactionId: string; at: number; isHeard: boolean }[];
};

/** What `kiosque digest why` says of one slot. */
export type Told = { state: string; into: string | undefined; parts: number | undefined };

export type Evidence = {
  digest: AuditedDigest;
  /** Every slot until then must have its outcome. */
  until: number;
  /** All that stands in Discord's channels, and what was sent there, by key, as the wire saw it. */
  messages: readonly SandboxMessage[];
  adminChannel: string;
  sent: SentBodies;
  /** By local time. */
  why: ReadonlyMap<string, Told>;
};

export const COUNTED = ['posted', 'late', 'folded', 'merged', 'skipped', 'refused', 'uncertain'] as const;
export type Verdict = Record<(typeof COUNTED)[number], number> & {
  slots: number;
  parts: number;
  duplicates: readonly string[];
  losses: readonly string[];
  /** Anything else that must not be. */
  faults: readonly string[];
};

/**
 * Judges a digest by what stands in Discord and what went over the wire, against a calendar of its own. Each due slot has
 * one outcome: all its parts stand there once; or none, with a reason that `why` gives and that holds; or the
 * administrators were told.
 */
export function audit(evidence: Evidence): Verdict {
  const { digest, until } = evidence;
  const due = slotsByBruteForce(digest, digest.createdAt, until);
  const runs = digest.runs
    .map(({ interactionId, at, isHeard }) => ({ localTime: `now:${interactionId}`, dueAt: at, isHeard }))
    .filter(({ localTime, isHeard }) => isHeard || evidence.why.has(localTime));
  const byKey = Map.groupBy(
    evidence.messages.filter((one) => one.channelId !== evidence.adminChannel),
    (one) => one.nonce,
  );
  const found: Finding[] = [];
  for (const slot of [...due, ...runs]) found.push(judgeSlot(evidence, slot, due, byKey));
  const count = (outcome: Outcome) => found.filter((one) => one.outcome === outcome).length;
  return {
    posted: count('posted'),
    late: count('late'),
    folded: count('folded'),
    merged: count('merged'),
    skipped: count('skipped'),
    refused: count('refused'),
    uncertain: count('uncertain'),
    slots: found.length,
    parts: found.reduce((sum, one) => sum + one.shown, 0),
    duplicates: found.flatMap((one) => one.duplicates),
    losses: found.flatMap((one) => one.losses),
    faults: [...found.flatMap((one) => one.faults), ...strayFaults(evidence, [...due, ...runs])],
  };
}

type Outcome = (typeof COUNTED)[number];
type Finding = { outcome: Outcome | undefined; shown: number } & Record<'duplicates' | 'losses' | 'faults', string[]>;
type ByKey = ReadonlyMap<string | null, readonly SandboxMessage[]>;

function judgeSlot(evidence: Evidence, slot: BruteSlot, due: readonly BruteSlot[], byKey: ByKey): Finding {
  const { digest, why, sent } = evidence;
  const name = `${digest.id} ${slot.localTime}`;
  const keys = keysOf(digest.id, slot.localTime);
  const shown = keys.map((key) => byKey.get(key) ?? []);
  const count = shown.findLastIndex((list) => list.length > 0) + 1;
  const finding: Finding = { outcome: undefined, shown: shown.flat().length, duplicates: [], losses: [], faults: [] };
  shown.forEach((list, index) => {
    if (list.length > 1) finding.duplicates.push(`${name} part ${index + 1} stands there ${list.length} times`);
    if (list.some((message) => message.channelId !== digest.channelId))
      finding.faults.push(`${name} part ${index + 1} stands in another channel`);
    if ((sent.get(keys[index] ?? '')?.size ?? 0) > 1)
      finding.faults.push(`${name} part ${index + 1} was sent with two bodies`);
  });
  const told = why.get(slot.localTime);
  finding.outcome = COUNTED.find((one) => one === told?.state);
  const wanted = told?.parts ?? count;
  const isWhole = count > 0 && count === wanted && shown.slice(0, count).every((list) => list.length > 0);
  if (isWhole) judgePosted(finding, { name, slot, told, first: shown[0]?.[0] });
  else finding.losses.push(...explainAbsence(evidence, { name, slot, told, count, due }));
  return finding;
}

function judgePosted(
  finding: Finding,
  {
    name,
    slot,
    told,
    first,
  }: { name: string; slot: BruteSlot; told: Told | undefined; first: SandboxMessage | undefined },
): void {
  const state = told?.state ?? 'unknown to why';
  // What stood there when it was given up was told and asked about.
  if (!['posted', 'late', 'refused', 'uncertain'].includes(state))
    finding.faults.push(`${name} is posted, and why says ${state}`);
  if (first && first.sentAt < slot.dueAt) finding.faults.push(`${name} was posted before its time`);
  if (state === 'posted' && first && first.sentAt - slot.dueAt > LATE_MS * 2)
    finding.faults.push(`${name} was posted late, and why says it was not`);
}

/** Why a slot that does not stand there whole is no loss; the losses where it is one. */
function explainAbsence(
  evidence: Evidence,
  of: { name: string; slot: BruteSlot; told: Told | undefined; count: number; due: readonly BruteSlot[] },
): string[] {
  const { name, slot, told, count, due } = of;
  const state = told?.state;
  if (state === 'refused' || state === 'uncertain')
    return isToldToAdmins(evidence, slot) ? [] : [`${name} is ${state} and no administrator was told`];
  if (count > 0) return [`${name} stands there in part, and why says ${state ?? 'nothing'}`];
  if (state === 'skipped' && (evidence.digest.mayBeSkipped || slot.localTime.startsWith('now:'))) return [];
  if (state === 'folded' || state === 'merged') {
    // Missed too long ago for a late post: its articles wait for the next slot, which is not due yet.
    if (state === 'folded' && told?.into === 'next') return [];
    // A missed slot may go into an edition that is not due yet.
    if (told?.into === 'next') return state === 'folded' ? [] : [`${name} is merged into the next`];
    const into = due.find((one) => one.localTime === told?.into);
    if (!into || into.dueAt < slot.dueAt) return [`${name} is ${state} into ${told?.into ?? 'nothing'}`];
    if (state === 'merged' && into.dueAt !== slot.dueAt) return [`${name} is merged into another moment's slot`];
    return [];
  }
  return [`${name} was due, is not there, and why says ${state ?? 'nothing'}`];
}

/** A message to the administrators names the channel and the slot's moment. */
function isToldToAdmins({ messages, adminChannel, digest }: Evidence, slot: BruteSlot): boolean {
  return messages.some((message) => {
    if (message.channelId !== adminChannel) return false;
    const text = JSON.stringify(message.body);
    return text.includes(digest.channelId) && text.includes(`<t:${Math.floor(slot.dueAt / 1000)}:`);
  });
}

/** Slots of which `why` knows and the calendar does not; more than one slot at work would be a message of no slot. */
function strayFaults({ digest, why }: Evidence, slots: readonly BruteSlot[]): string[] {
  const known = new Set(slots.map((slot) => slot.localTime));
  return [...why.keys()].filter((time) => !known.has(time)).map((time) => `${digest.id} ${time} was not due`);
}

/** The keys under which a slot's parts are sent, by the rule of docs/decisions/digest-clock.md. */
export function keysOf(digestId: string, localTime: string): readonly string[] {
  return Array.from({ length: MAX_PARTS }, (_, index) => hashFields([digestId, localTime, index + 1], 25));
}

/** Messages outside the administrators' channel that belong to no due slot of any of the digests. */
export function findStrays(all: readonly Evidence[]): readonly string[] {
  const [first] = all;
  if (!first) return [];
  const known = new Set(
    all.flatMap(({ digest, until }) =>
      [
        ...slotsByBruteForce(digest, digest.createdAt, until).map((slot) => slot.localTime),
        ...digest.runs.map((run) => `now:${run.interactionId}`),
      ].flatMap((time) => keysOf(digest.id, time)),
    ),
  );
  return first.messages
    .filter((one) => one.channelId !== first.adminChannel && !known.has(one.nonce ?? ''))
    .map((one) => `message ${one.id} with nonce ${one.nonce} belongs to no due slot`);
}

/** By key, the different bodies that were sent under it. */
export type SentBodies = ReadonlyMap<string, ReadonlySet<string>>;
