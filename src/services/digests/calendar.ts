/** When a digest is due, in the words of its channel. `times` are HH:MM local to `zone`, `days` ISO weekdays (1 = Monday). */
export type Schedule = { times: readonly string[]; days: readonly number[]; zone: string };

/** A local calendar time (2026-11-23T08:00) and the instant at which it is due, epoch milliseconds. */
export type DueTime = { localTime: string; dueAt: number };

/**
 * The slots of a schedule after `fromMs` and up to `untilMs`, by instant and then local time. A local time that a clock
 * change removes is due at the first instant after the gap; one that exists twice is due once, the first time
 * (docs/decisions/digest-clock.md). Throws a RangeError for an unknown zone or a malformed time.
 */
export function nextSlots(schedule: Schedule, fromMs: number, untilMs: number): readonly DueTime[] {
  if (untilMs <= fromMs) return [];
  const slots: DueTime[] = [];
  // A day more on both sides: a gap at midnight moves a time into the next day, a repeated midnight back into the last one.
  const last = dayAt(untilMs, schedule.zone).add({ days: 1 });
  let day = dayAt(fromMs, schedule.zone).subtract({ days: 1 });
  for (; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    if (!schedule.days.includes(day.dayOfWeek)) continue;
    for (const time of schedule.times) {
      const local = day.toPlainDateTime(Temporal.PlainTime.from(time));
      const dueAt = firstInstantOf(local, schedule.zone);
      if (dueAt > fromMs && dueAt <= untilMs)
        slots.push({ localTime: local.toString({ smallestUnit: 'minute' }), dueAt });
    }
  }
  return slots.toSorted((a, b) => a.dueAt - b.dueAt || (a.localTime < b.localTime ? -1 : 1));
}

/** The first slot after `fromMs`, within two weeks; null when the schedule has none. */
export function findNextSlot(schedule: Schedule, fromMs: number): DueTime | null {
  const week = 7 * 24 * 3_600_000;
  return (
    nextSlots(schedule, fromMs, fromMs + week)[0] ?? nextSlots(schedule, fromMs + week, fromMs + 2 * week)[0] ?? null
  );
}

/** The time zone that a person named, in the database's own spelling; undefined when there is none. Fixed offsets such as +01:00 are none. */
export function findZone(name: string): string | undefined {
  if (!/^[a-z]/i.test(name)) return undefined;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    return timeZone;
  } catch {
    return undefined;
  }
}

/** The instant at which a local time is due, epoch milliseconds. */
function firstInstantOf(local: Temporal.PlainDateTime, zone: string): number {
  const earlier = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (earlier.toPlainDateTime().equals(local)) return earlier.epochMilliseconds;
  // In a gap `earlier` lies before it, and the gap is the next change of the offset. Temporal's own rule would shift the
  // time by the gap's length: 02:30 would become 03:30 in Paris.
  return (earlier.getTimeZoneTransition('next') ?? earlier).epochMilliseconds;
}

function dayAt(epochMs: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone).toPlainDate();
}
