import type { Clock } from '../../clock.ts';
import type { Database } from '../../data/database.ts';
import type { Random } from '../../ids.ts';
import type { FindLanguage } from '../ingest/languages-of.ts';
import type { SourceGrounds } from './read-source.ts';

/** What the work on feeds is given. */
export type FeedsGrounds = SourceGrounds & {
  db: Database;
  clock: Clock;
  random: Random;
  findLanguage: FindLanguage;
  /** There is work for the polling: a feed is due, or an item waits. */
  wake(): void;
};
