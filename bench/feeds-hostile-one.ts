import { systemClock } from '../src/clock.ts';
import { readFeedApart } from '../src/services/feeds/read-feed-apart.ts';
import { createReadingHost } from '../src/services/reading/reading-host.ts';
import { HOSTILE_FEEDS } from './feeds-hostile.ts';

// node bench/feeds-hostile-one.ts NAME: reads one hostile feed and prints the time and the memory of the whole process.

const make = HOSTILE_FEEDS[process.argv[2] ?? ''];
if (!make) throw new Error(`There is no hostile feed ${process.argv[2]}`);
const clock = systemClock();
const host = createReadingHost(clock);
const made = make();
const bytes = typeof made === 'string' ? Buffer.from(made) : made;
let rss = 0;
const watch = setInterval(() => (rss = Math.max(rss, process.memoryUsage.rss())), 5);
const start = clock.monotonicMs();
await readFeedApart(host, { bytes, contentType: 'application/rss+xml', url: null, now: clock.now() });
const ms = Math.round(clock.monotonicMs() - start);
clearInterval(watch);
await host.close();
const isPolluted = Object.hasOwn(Object.prototype, 'polluted');
process.stdout.write(JSON.stringify({ ms, megabytes: Math.round(rss / 1e6), isPolluted }));
