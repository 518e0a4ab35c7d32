import { findDigest } from '../../data/digest-store.ts';
import { newId } from '../../ids.ts';
import type { Desk, DigestsOptions } from './desk.ts';
import type { Digests } from './digests.ts';
import { explainDigest } from './explain.ts';
import { keepDigests } from './keep-digests.ts';
import { createLookAfter } from './look-after.ts';
import { createPlanner, type Planner, type Tick } from './planner.ts';
import { prepareDigest } from './prepare.ts';
import { previewEdition } from './read-editions.ts';

export type { DigestsOptions } from './desk.ts';

/** For the command line: lines of text, or undefined when there is no such digest. */
export type DigestDesk = {
  /** What became of each slot. */
  why(id: string): Promise<readonly string[] | undefined>;
  /** What the next edition would say. */
  previewText(id: string): Promise<readonly string[] | undefined>;
};

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

function serveDesk(desk: Desk): DigestDesk {
  return {
    why: (id) => explainDigest(desk.db, id),
    async previewText(id) {
      const row = await findDigest(desk.db, id);
      if (!row) return undefined;
      const { blocks } = await previewEdition(desk, row, new AbortController().signal);
      return blocks.flatMap((block) => (block.kind === 'text' ? [...block.text.md.split('\n'), ''] : [])).slice(0, -1);
    },
  };
}
