import type { Database } from './database.ts';

/** A call about to be made. Empty `guildId` or `memberHash`: no cap of that kind counts it. */
export type CallToReserve = {
  id: string;
  calledAt: number;
  /** UTC calendar day of `calledAt`. */
  day: string;
  command: string;
  task: string;
  guildId: string;
  memberHash: string;
  model: string;
  tokens: number;
};

/** Tokens per UTC day, calls since `since`; 0 lifts a cap. */
export type CallCaps = { totalTokens: number; serverTokens: number; memberCalls: number; since: number };

export type CallOutcome = {
  state: 'settled' | 'failed';
  tokensIn: number;
  tokensCached: number;
  tokensOut: number;
  error: string | null;
};

export type CallSum = {
  day: string;
  command: string;
  calls: number;
  failed: number;
  tokensIn: number;
  tokensCached: number;
  tokensOut: number;
};

/** Writes the reservation unless it would pass a cap, which is then named. One immediate transaction: parallel calls cannot pass together. */
export async function reserveCall(
  db: Database,
  call: CallToReserve,
  caps: CallCaps,
): Promise<'member' | 'server' | 'total' | undefined> {
  return db.transaction().execute(async (trx) => {
    if (caps.memberCalls > 0 && call.memberHash !== '') {
      const { n } = await trx
        .selectFrom('calls')
        .select((eb) => eb.fn.countAll<number | string>().as('n'))
        .where('member_hash', '=', call.memberHash)
        .where('called_at', '>', caps.since)
        .executeTakeFirstOrThrow();
      if (Number(n) >= caps.memberCalls) return 'member';
    }
    if (caps.serverTokens > 0 && call.guildId !== '') {
      const spent = await tokensOfDay(trx, call.day, call.guildId);
      if (spent + call.tokens > caps.serverTokens) return 'server';
    }
    if (caps.totalTokens > 0 && (await tokensOfDay(trx, call.day)) + call.tokens > caps.totalTokens) return 'total';
    await trx.insertInto('calls').values(rowOf(call)).execute();
    return undefined;
  });
}

/** What a day has cost so far; a reservation counts in full until it is settled. */
async function tokensOfDay(db: Database, day: string, guildId?: string): Promise<number> {
  const { used } = await db
    .selectFrom('calls')
    .select((eb) =>
      eb.fn
        .sum<number | string | null>(
          eb
            .case()
            .when('state', '=', 'reserved')
            .then(eb.ref('reserved_tokens'))
            .else(eb('tokens_in', '+', eb.ref('tokens_out')))
            .end(),
        )
        .as('used'),
    )
    .where('day', '=', day)
    .$if(guildId !== undefined, (query) => query.where('guild_id', '=', guildId ?? ''))
    .executeTakeFirstOrThrow();
  return Number(used ?? 0);
}

/** Replaces a reservation with its outcome. Settling twice changes nothing: the first outcome stands. */
export async function settleCall(db: Database, id: string, outcome: CallOutcome): Promise<void> {
  await db
    .updateTable('calls')
    .set({
      state: outcome.state,
      tokens_in: outcome.tokensIn,
      tokens_cached: outcome.tokensCached,
      tokens_out: outcome.tokensOut,
      error: outcome.error,
    })
    .where('id', '=', id)
    .where('state', '=', 'reserved')
    .execute();
}

/** Sums by day and command, the newest day first, from `firstDay` on. A reservation made before `lostBefore` counts as failed. */
export async function sumCalls(db: Database, firstDay: string, lostBefore: number): Promise<readonly CallSum[]> {
  const rows = await db
    .selectFrom('calls')
    .select((eb) => [
      'day',
      'command',
      eb.fn.countAll<number | string>().as('calls'),
      eb.fn
        .sum<number | string>(
          eb
            .case()
            .when(
              eb.or([
                eb('state', '=', 'failed'),
                eb.and([eb('state', '=', 'reserved'), eb('called_at', '<', lostBefore)]),
              ]),
            )
            .then(1)
            .else(0)
            .end(),
        )
        .as('failed'),
      eb.fn.sum<number | string>('tokens_in').as('tokensIn'),
      eb.fn.sum<number | string>('tokens_cached').as('tokensCached'),
      eb.fn.sum<number | string>('tokens_out').as('tokensOut'),
    ])
    .where('day', '>=', firstDay)
    .groupBy(['day', 'command'])
    .orderBy('day', 'desc')
    .orderBy('command')
    .execute();
  return rows.map((row) => ({
    day: row.day,
    command: row.command,
    calls: Number(row.calls),
    failed: Number(row.failed),
    tokensIn: Number(row.tokensIn),
    tokensCached: Number(row.tokensCached),
    tokensOut: Number(row.tokensOut),
  }));
}

function rowOf(call: CallToReserve) {
  return {
    id: call.id,
    called_at: call.calledAt,
    day: call.day,
    command: call.command,
    task: call.task,
    guild_id: call.guildId,
    member_hash: call.memberHash,
    model: call.model,
    state: 'reserved' as const,
    reserved_tokens: call.tokens,
    tokens_in: 0,
    tokens_cached: 0,
    tokens_out: 0,
    error: null,
  };
}
