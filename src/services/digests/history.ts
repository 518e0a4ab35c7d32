import * as z from 'zod';
import type { CorrectionRow, SlotState } from '../../data/schema.ts';

/** What an event says of itself; each kind has some of these. */
export const eventDetail = z.object({
  found: z.boolean().optional(),
  /** A local time, or 'next'. */
  into: z.string().optional(),
  part: z.number().optional(),
  try: z.number().optional(),
  /** A code: words have its sentence. */
  reason: z.string().optional(),
  /** What a service or Discord said, for the operator. */
  detail: z.string().optional(),
  /** Epoch milliseconds of the next try. */
  until: z.number().optional(),
  message: z.string().optional(),
  late: z.string().optional(),
  ok: z.boolean().optional(),
  as: z.string().optional(),
  settled: z.string().optional(),
  article: z.string().optional(),
  articles: z.array(z.string()).optional(),
  parts: z.number().optional(),
  from: z.record(z.string(), z.unknown()).optional(),
  to: z.record(z.string(), z.unknown()).optional(),
});

/** One thing that happened, epoch milliseconds. */
export type HistoryEvent = { at: number; kind: string; detail: z.output<typeof eventDetail> };

/** An edit of one of an edition's messages, because an article was changed. */
export type SlotCorrection = {
  /** When it was shown or given up; while it waits, when it was decided. */
  at: number;
  part: number;
  state: CorrectionRow['state'];
  /** What the message said, in plain words; empty where that is not known. */
  before: string;
  /** Why it was refused: a code. */
  reason: string | undefined;
  retryAt: number | null;
};

/** One slot of a digest and what became of it. Times are epoch milliseconds. */
export type SlotHistory = {
  id: string;
  /** 2026-11-23T08:00, local to `zone`; a run on demand has `now:` and the number of its interaction. */
  localTime: string;
  zone: string;
  dueAt: number;
  /** A member asked for it. */
  isRun: boolean;
  state: SlotState;
  lateReason: string | null;
  finishedAt: number | null;
  retryAt: number | null;
  /** When its first message was there; null where none is known. */
  sentAt: number | null;
  /** How punctual that was: milliseconds after its hour. */
  delayMs: number | null;
  parts: { sent: number; total: number; tries: number };
  /** Its first message. */
  message: { channelId: string; messageId: string } | null;
  /** In order. */
  events: readonly HistoryEvent[];
  /** In the order in which they were decided. */
  corrections: readonly SlotCorrection[];
};

/** The last edition of a digest, where it did not arrive for sure. */
export type EditionTrouble = {
  slotId: string;
  dueAt: number;
  state: 'refused' | 'uncertain';
  /** Why Discord refused it: a code. */
  reason: string | undefined;
};
