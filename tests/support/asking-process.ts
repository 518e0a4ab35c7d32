import { systemClock } from '../../src/clock.ts';
import { findArticle } from '../../src/data/article-store.ts';
import { openDatabase } from '../../src/data/database.ts';
import { systemRandom as random } from '../../src/ids.ts';
import { createLog } from '../../src/log.ts';
import { createLedger } from '../../src/services/ledger.ts';
import { createModel } from '../../src/services/llm/create-model.ts';
import { createSummaries } from '../../src/services/summaries.ts';

/** A process of its own that asks 20 times at once for one summary and prints each different answer: `node asking-process.ts <file> <base URL> <article>`. */
const [path = '', baseUrl = '', articleId = ''] = process.argv.slice(2);
const clock = systemClock();
const log = createLog({ level: 'info', now: clock.now, write: (line) => void process.stderr.write(`${line}\n`) });
const db = await openDatabase(path);
const article = await findArticle(db, articleId);
if (!article) throw new Error(`No article ${articleId} in ${path}`);
const model = createModel({ name: 'm', apiKey: 'none', baseUrl, api: 'auto', timeoutMs: 10_000, clock, random, log });
const limits = { totalDailyTokens: 0, serverDailyTokens: 0, memberHourlyCalls: 0 };
const ledger = createLedger({ db, clock, random, model: 'm', memberKey: 'k', limits });
const summaries = createSummaries({ db, clock, random, log, model, ledger, articleMaxChars: 0 });
const answers = await Promise.all(
  Array.from({ length: 20 }, () =>
    summaries.summarize({
      article,
      length: 'short',
      language: 'en',
      extractsOnly: false,
      asker: { command: 'summary', guildId: '', userId: '' },
      signal: AbortSignal.timeout(10_000),
    }),
  ),
);
const different = new Set(answers.map(({ origin, summary }) => JSON.stringify({ origin, summary })));
process.stdout.write([...different].join('\n'));
await db.destroy();
