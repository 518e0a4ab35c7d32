import type { Clock } from '../clock.ts';
import { countAdded } from '../data/added-store.ts';
import type { Database } from '../data/database.ts';
import { UserError } from '../errors.ts';

/** How many articles may be added by hand within an hour: by one member, and in a whole server. */
export const ADD_PACE = { member: 10, server: 100 } as const;
const HOUR_MS = 3_600_000;

export type AddPace = {
  /** Throws UserError add-pace when the hour is full. Who manages the server is held to the server's number alone. */
  check(by: { guildId: string; memberId: string; isManager: boolean }): Promise<void>;
};

/** What keeps a server's news from being flooded by one of its members; counted in the database, so that no restart lifts it. */
export function createAddPace({ db, clock }: { db: Database; clock: Clock }): AddPace {
  return {
    async check({ guildId, memberId, isManager }) {
      const { server, member } = await countAdded(db, { guildId, memberId, since: clock.now() - HOUR_MS });
      if (!isManager && member >= ADD_PACE.member) throw new UserError('add-pace', { max: ADD_PACE.member });
      if (server >= ADD_PACE.server) throw new UserError('add-pace', { max: ADD_PACE.server });
    },
  };
}
