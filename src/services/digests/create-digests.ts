import { newId } from '../../ids.ts';
import type { Desk, DigestsOptions } from './desk.ts';
import { type DigestDesk, serveDesk } from './digest-desk.ts';
import type { Digests } from './digests.ts';
import { keepDigests } from './keep-digests.ts';
import { createLookAfter } from './look-after.ts';
import { createPlanner, type Planner, type Tick } from './planner.ts';
import { prepareDigest } from './prepare.ts';

export type { DigestsOptions } from './desk.ts';

/** The digests of every server, the planner that posts them, and what the command line asks. `tick` is node-cron's each minute. */
export function createDigests(options: DigestsOptions & { tick?: Tick }): {
  digests: Digests;
  planner: Planner;
  desk: DigestDesk;
} {
  const owner = newId(options.random);
  const desk: Desk = { prepare: prepareDigest, ...options, owner, startedAt: options.clock.now() };
  const { round, underWay } = createLookAfter(desk, () => planner.wake());
  const planner = createPlanner({
    work: round,
    underWay,
    clock: options.clock,
    log: options.log,
    ...(options.tick && { tick: options.tick }),
  });
  return { digests: keepDigests(desk, planner), planner, desk: serveDesk(desk) };
}
