import type { Database } from './database.ts';

/** Calls of one UTC day and kind. */
export type CallSum = {
  day: string;
  command: string;
  task: string;
  model: string;
  calls: number;
  failed: number;
  tokensIn: number;
  tokensCached: number;
  tokensOut: number;
  /** What is known of the cost. */
  nanoUsd: number;
  /** Calls that used tokens at a price that nobody stated. */
  unpriced: number;
};

/** Stored texts that were served again, of one UTC day and kind. */
export type ServedSum = { day: string; command: string; task: string; model: string; times: number };
export type Served = ServedSum & { payer: string };

/** From `firstDay` on; of one payer, or of all where it is undefined. */
export type SumRange = { firstDay: string; payer?: string | undefined };

/** Sums by day, command, task and model, the newest day first. A reservation made before `lostBefore` counts as failed. */
export async function sumCalls(
  db: Database,
  { firstDay, payer, lostBefore }: SumRange & { lostBefore: number },
): Promise<readonly CallSum[]> {
  const rows = await db
    .selectFrom('calls')
    .select((eb) => {
      const isFailed = eb.or([
        eb('state', '=', 'failed'),
        eb.and([eb('state', '=', 'reserved'), eb('called_at', '<', lostBefore)]),
      ]);
      const isUnpriced = eb.and([eb('nano_usd', 'is', null), eb(eb('tokens_in', '+', eb.ref('tokens_out')), '>', 0)]);
      return [
        'day',
        'command',
        'task',
        'model',
        eb.fn.countAll<number | string>().as('calls'),
        eb.fn.sum<number | string>(eb.case().when(isFailed).then(1).else(0).end()).as('failed'),
        eb.fn.sum<number | string>('tokens_in').as('tokensIn'),
        eb.fn.sum<number | string>('tokens_cached').as('tokensCached'),
        eb.fn.sum<number | string>('tokens_out').as('tokensOut'),
        eb.fn.sum<number | string | null>('nano_usd').as('nanoUsd'),
        eb.fn.sum<number | string>(eb.case().when(isUnpriced).then(1).else(0).end()).as('unpriced'),
      ];
    })
    .where('day', '>=', firstDay)
    .$if(payer !== undefined, (query) => query.where('payer', '=', payer ?? ''))
    .groupBy(['day', 'command', 'task', 'model'])
    .orderBy('day', 'desc')
    .orderBy('command')
    .orderBy('task')
    .orderBy('model')
    .execute();
  return rows.map(({ day, command, task, model, ...sums }) => ({
    day,
    command,
    task,
    model,
    calls: Number(sums.calls),
    failed: Number(sums.failed),
    tokensIn: Number(sums.tokensIn),
    tokensCached: Number(sums.tokensCached),
    tokensOut: Number(sums.tokensOut),
    nanoUsd: Number(sums.nanoUsd ?? 0),
    unpriced: Number(sums.unpriced),
  }));
}

/** Adds to the counts of served texts: one statement for each kind, in one transaction. */
export async function addServed(db: Database, served: readonly Served[]): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const one of served)
      await trx
        .insertInto('served')
        .values(one)
        .onConflict((conflict) =>
          conflict
            .columns(['day', 'payer', 'command', 'task', 'model'])
            .doUpdateSet((eb) => ({ times: eb('served.times', '+', one.times) })),
        )
        .execute();
  });
}

/** Served texts by day, command, task and model, the newest day first. */
export async function sumServed(db: Database, { firstDay, payer }: SumRange): Promise<readonly ServedSum[]> {
  const rows = await db
    .selectFrom('served')
    .select((eb) => ['day', 'command', 'task', 'model', eb.fn.sum<number | string>('times').as('times')])
    .where('day', '>=', firstDay)
    .$if(payer !== undefined, (query) => query.where('payer', '=', payer ?? ''))
    .groupBy(['day', 'command', 'task', 'model'])
    .orderBy('day', 'desc')
    .orderBy('command')
    .orderBy('task')
    .execute();
  return rows.map((row) => ({ ...row, times: Number(row.times) }));
}

/** How many articles were stored at `since` or later, epoch milliseconds; when the oldest of all was; how long their texts are on average. Null without any. */
export async function measureStored(
  db: Database,
  since: number,
): Promise<{ count: number; oldestAt: number | null; averageChars: number | null }> {
  const { count, oldestAt, averageChars } = await db
    .selectFrom('articles')
    .innerJoin('revisions', (join) =>
      join.onRef('revisions.article_id', '=', 'articles.id').onRef('revisions.revision', '=', 'articles.revision'),
    )
    .select((eb) => [
      eb.fn
        .sum<number | string | null>(eb.case().when('articles.stored_at', '>=', since).then(1).else(0).end())
        .as('count'),
      eb.fn.min<number | string | null>('articles.stored_at').as('oldestAt'),
      eb.fn.avg<number | string | null>(eb.fn<number>('length', ['revisions.body_json'])).as('averageChars'),
    ])
    .executeTakeFirstOrThrow();
  const toNumber = (value: number | string | null) => (value === null ? null : Number(value));
  return { count: Number(count ?? 0), oldestAt: toNumber(oldestAt), averageChars: toNumber(averageChars) };
}
