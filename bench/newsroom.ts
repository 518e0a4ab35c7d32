import { joinAudits } from '../tests/support/month/audit-figures.ts';
import { auditArticles } from '../tests/support/month/audit-articles.ts';
import { auditRequests } from '../tests/support/month/audit-requests.ts';
import { playMonth } from '../tests/support/month/play-month.ts';
import { chooseTraits } from '../tests/support/month/traits.ts';
import { report, reportExact, round, say } from './report.ts';

/**
 * `node bench/newsroom.ts [--quick]`: a loopback web of feeds that change, move, break and lie, for a simulated month, before
 * the bot's own polling, which is killed and started again a few times a day. Each true item must be stored once, and each
 * request be polite. SEED repeats a web.
 */
const isQuick = process.argv.includes('--quick');
const seed = Number(process.env['SEED'] ?? 2_026);
const size = isQuick ? { feeds: 20, days: 7 } : { feeds: 200, days: 30 };
/** So many breaches of each rule are told in words. */
const TOLD = 8;

const began = performance.now();
const played = await playMonth({
  seed,
  traits: chooseTraits(size.feeds, seed),
  days: size.days,
  deathsPerDay: 3,
  twins: 0.2,
  stepMs: isQuick ? 60_000 : 300_000,
  onDay: (day) => process.stderr.write(`day ${day} after ${round((performance.now() - began) / 1000, 1)} s\n`),
});
report({ name: 'feeds', value: size.feeds, unit: 'feeds' });
report({ name: 'simulated days', value: size.days, unit: 'days' });
report({ name: 'pollers that died', value: played.deaths, unit: 'deaths' });
report({ name: 'pollers started', value: played.starts, unit: 'starts' });
const { figures, faults } = joinAudits([auditArticles(played), auditRequests(played.log.asked, played)]);
for (const figure of figures) report(figure);
report({ name: 'words to administrators', value: played.told.length, unit: 'messages' });
reportExact('errors in the log', played.errors.length, 'lines');
for (const told of Map.groupBy([...faults, ...played.errors], (one) => one.split(':')[0]).values()) {
  for (const fault of told.slice(0, TOLD)) say(`  ${fault}`);
  if (told.length > TOLD) say(`  and ${told.length - TOLD} more like that`);
}
report({
  name: 'newsroom: the whole bench took',
  value: round((performance.now() - began) / 1000, 1),
  unit: 's',
  bar: '<= 600',
  ok: performance.now() - began <= 600_000,
});
// Connections that a dead process left keep the loop alive.
process.exit();
