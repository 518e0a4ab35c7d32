import type { Database } from './database.ts';

/** A call about to be made. Empty `payer` or `memberHash`: no cap of that kind counts it. */
export type CallToReserve = {
  id: string;
  calledAt: number;
  /** UTC calendar day of `calledAt`. */
  day: string;
  command: string;
  task: string;
  guildId: string;
  payer: string;
  memberHash: string;
  model: string;
  /** The most that it may cost; 0 nano-USD where no price is known. */
  tokens: number;
  nanoUsd: number;
};

/** A limit of one payer or of all, over the call's UTC day or month: tokens or nano-USD. */
export type Cap = {
  scope: 'server' | 'total';
  period: 'day' | 'month';
  unit: 'tokens' | 'usd';
  max: number;
};

export type CallLimits = {
  caps: readonly Cap[];
  /** Calls of one member since `since`; 0 lifts it. */
  memberCalls: number;
  since: number;
};

export type CallOutcome = {
  state: 'settled' | 'failed';
  tokensIn: number;
  tokensCached: number;
  tokensOut: number;
  /** Null: no price is known. */
  nanoUsd: number | null;
  /** It may have cost more than is known: caps in dollars go on counting the most. */
  isUncertain: boolean;
  error: string | null;
};

/** What caps count over some days: a call under way counts as the most that it may cost. */
export type Counted = { tokens: number; nanoUsd: number };

/** Writes the reservation unless it would pass a cap, which is then given. One immediate transaction: parallel calls cannot pass together. */
export async function reserveCall(
  db: Database,
  call: CallToReserve,
  limits: CallLimits,
): Promise<'member' | Cap | undefined> {
  return db.transaction().execute(async (trx) => {
    if (await isOverPace(trx, call, limits)) return 'member';
    const passed = await findPassedCap(trx, call, limits.caps);
    if (passed) return passed;
    await trx.insertInto('calls').values(rowOf(call)).execute();
    return undefined;
  });
}

async function isOverPace(db: Database, call: CallToReserve, { memberCalls, since }: CallLimits): Promise<boolean> {
  if (memberCalls === 0 || call.memberHash === '') return false;
  const { n } = await db
    .selectFrom('calls')
    .select((eb) => eb.fn.countAll<number | string>().as('n'))
    .where('member_hash', '=', call.memberHash)
    .where('called_at', '>', since)
    .executeTakeFirstOrThrow();
  return Number(n) >= memberCalls;
}

/** A server's own caps come first: its members can do something about them. */
async function findPassedCap(db: Database, call: CallToReserve, caps: readonly Cap[]): Promise<Cap | undefined> {
  const counted = new Map<string, Counted>();
  for (const cap of caps.toSorted((a, b) => a.scope.localeCompare(b.scope))) {
    if (cap.max === 0 || (cap.scope === 'server' && call.payer === '')) continue;
    const key = `${cap.scope} ${cap.period}`;
    const used = counted.get(key) ?? (await countCalls(db, call.day, cap, call.payer));
    counted.set(key, used);
    const after = cap.unit === 'tokens' ? used.tokens + call.tokens : used.nanoUsd + call.nanoUsd;
    if (after > cap.max) return cap;
  }
  return undefined;
}

/** What a cap counts so far, over the UTC day or its month. `payer` matters to a server's cap alone. */
export async function countCalls(
  db: Database,
  day: string,
  { scope, period }: Pick<Cap, 'scope' | 'period'>,
  payer: string,
): Promise<Counted> {
  const { tokens, nanoUsd } = await db
    .selectFrom('calls')
    .select((eb) => [
      eb.fn
        .sum<number | string | null>(
          eb
            .case()
            .when('state', '=', 'reserved')
            .then(eb.ref('reserved_tokens'))
            .else(eb('tokens_in', '+', eb.ref('tokens_out')))
            .end(),
        )
        .as('tokens'),
      eb.fn.sum<number | string | null>('counted_nano_usd').as('nanoUsd'),
    ])
    .where('day', '>=', period === 'day' ? day : `${day.slice(0, 7)}-01`)
    .where('day', '<=', period === 'day' ? day : `${day.slice(0, 7)}-31`)
    .$if(scope === 'server', (query) => query.where('payer', '=', payer))
    .executeTakeFirstOrThrow();
  return { tokens: Number(tokens ?? 0), nanoUsd: Number(nanoUsd ?? 0) };
}

/** Replaces a reservation with its outcome. Settling twice changes nothing: the first outcome stands. */
export async function settleCall(db: Database, id: string, outcome: CallOutcome): Promise<void> {
  const known = outcome.nanoUsd ?? 0;
  await db
    .updateTable('calls')
    .set((eb) => ({
      state: outcome.state,
      tokens_in: outcome.tokensIn,
      tokens_cached: outcome.tokensCached,
      tokens_out: outcome.tokensOut,
      nano_usd: outcome.nanoUsd,
      counted_nano_usd: outcome.isUncertain
        ? eb.case().when('counted_nano_usd', '>', known).then(eb.ref('counted_nano_usd')).else(known).end()
        : known,
      error: outcome.error,
    }))
    .where('id', '=', id)
    .where('state', '=', 'reserved')
    .execute();
}

function rowOf(call: CallToReserve) {
  return {
    id: call.id,
    called_at: call.calledAt,
    day: call.day,
    command: call.command,
    task: call.task,
    guild_id: call.guildId,
    payer: call.payer,
    member_hash: call.memberHash,
    model: call.model,
    state: 'reserved' as const,
    reserved_tokens: call.tokens,
    tokens_in: 0,
    tokens_cached: 0,
    tokens_out: 0,
    nano_usd: null,
    counted_nano_usd: call.nanoUsd,
    error: null,
  };
}
