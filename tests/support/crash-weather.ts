import type { Act, Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Draw } from './crash-draw.ts';

/** What Discord does to a request, the likeliest first. */
const ACTS: readonly [Act, ...Act[]] = [
  'withhold-drop',
  { status: 500 },
  'drop',
  { status: 429, body: { message: 'slow', retry_after: 2, global: false }, headers: { 'retry-after': '2' } },
  'withhold-drop',
  { status: 502, body: '<html>Bad gateway</html>' },
  {
    status: 429,
    body: { message: 'slow', retry_after: 4, global: true },
    headers: { 'retry-after': '4', 'x-ratelimit-global': 'true' },
  },
  'drop',
  { act: 'late', ms: 4_000 },
  { act: 'late', ms: 40_000 },
  'withhold',
  'hang',
];

export type Weather = {
  /** Each request to a channel meets with trouble at this probability. */
  set(probability: number): void;
  /** How many did. */
  troubles(): number;
  stop(): void;
};

/** Trouble drawn for each request as it arrives. */
export function createWeather(sandbox: Sandbox, draw: Draw): Weather {
  let probability = 0;
  let troubles = 0;
  const stop = sandbox.wire.onEntry(({ direction, kind, method, route }) => {
    if (direction !== 'from-bot' || kind !== 'rest' || method === undefined || route === undefined) return;
    if (!draw.chance(probability)) return;
    troubles++;
    // The sandbox writes the request down before it looks for what breaks it.
    const exactly = new RegExp(`^${route.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
    sandbox.breakages.add({ method, route: exactly, act: draw.pick(ACTS) });
  });
  return {
    set(next) {
      probability = next;
    },
    troubles: () => troubles,
    stop,
  };
}
