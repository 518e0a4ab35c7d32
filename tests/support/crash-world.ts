import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ChannelName, type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { type DrivenClock, drivenClock } from './crash-clock.ts';
import { type Draw, drawFrom } from './crash-draw.ts';
import { readChannels, readWhy, watchWire } from './crash-evidence.ts';
import { newLife } from './crash-life.ts';
import { audit, type AuditedDigest, type Evidence, findStrays, type Verdict } from './crash-auditor.ts';
import { BOT_TOKEN, type BotProcess, startProcess } from './crash-process.ts';
import { createWeather, type Weather } from './crash-weather.ts';

export const DIGEST_CHANNELS = ['news', 'general', 'announcements'] as const satisfies readonly ChannelName[];

/** In memory where there is such a folder: thousands of power cuts need no disk. */
const FOLDERS = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** A Discord, a clock and a database file that outlive the processes started on them. All chance is the seed's. */
export type World = {
  draw: Draw;
  clock: DrivenClock;
  sandbox: Sandbox;
  /** The id of a forum. */
  forum: string;
  weather: Weather;
  digests: AuditedDigest[];
  path: string;
  /** A process of its own name; `dieIn`: it dies at that step, and throws where that is on the way. `sky`: whether requests may hang. */
  start(options?: { dieIn?: number | undefined; sky?: 'storm' | 'calm' }): Promise<BotProcess>;
  /** Judges every digest; `until`: each slot due by then must have its outcome. */
  judge(process: BotProcess, until: number): Promise<{ verdicts: readonly Verdict[]; strays: readonly string[] }>;
  stop(): Promise<void>;
};

/** `template`: a database file with the schema of today, copied. `start`: epoch milliseconds. */
export async function openWorld(given: { seed: number; start: number; template: string }): Promise<World> {
  const draw = drawFrom(given.seed);
  const clock = drivenClock(given.start);
  const folder = mkdtempSync(join(FOLDERS, 'kiosque-crash-'));
  const path = join(folder, 'kiosque.db');
  copyFileSync(given.template, path);
  const sandbox = await startSandbox({ port: 0, token: BOT_TOKEN, clock, random: draw.bytes });
  const wire = watchWire(sandbox);
  const adminChannel = sandbox.ids.channels.staff;
  const forum = sandbox.addChannel({ kind: 'forum', name: 'stories', requiresTag: given.seed % 2 === 0 });
  // A stream of its own: what Discord does must not depend on how many ids were drawn.
  const weather = createWeather(sandbox, drawFrom(given.seed + 1_000_003));
  const digests: AuditedDigest[] = [];
  return {
    draw,
    clock,
    sandbox,
    forum,
    weather,
    digests,
    path,
    async start({ dieIn, sky = 'calm' } = {}) {
      const life = newLife();
      if (dieIn !== undefined) life.dieIn(dieIn);
      return startProcess({ path, apiUrl: sandbox.apiUrl, adminChannel, clock, random: draw.bytes, life, sky });
    },
    async judge(process, until) {
      const messages = readChannels(sandbox, { names: [...DIGEST_CHANNELS, 'staff'], forums: [forum] });
      const all: Evidence[] = [];
      for (const digest of digests) {
        const why = readWhy(await process.digestDesk.why(digest.id));
        all.push({ digest, until, messages, adminChannel, sent: wire.sent, why });
      }
      return { verdicts: all.map(audit), strays: findStrays(all) };
    },
    async stop() {
      weather.stop();
      wire.stop();
      await sandbox.stop();
      rmSync(folder, { recursive: true, force: true });
      const { faults } = sandbox.checks;
      if (faults.length > 0) throw new Error(`Bodies that Discord would not take: ${faults.join('; ')}`);
    },
  };
}

let template: string | undefined;

/** A database file with the schema and the outlets, made once a thread and gone with the process. */
export async function findTemplate(): Promise<string> {
  if (template) return template;
  const folder = mkdtempSync(join(FOLDERS, 'kiosque-crash-'));
  const path = join(folder, 'template.db');
  const life = newLife();
  const clock = drivenClock(Date.parse('2026-01-01T00:00:00Z'));
  const random = drawFrom(1).bytes;
  const apiUrl = 'http://127.0.0.1:9/api';
  const bot = await startProcess({ path, apiUrl, adminChannel: '100000000000000001', clock, random, life });
  await bot.close();
  bot.end();
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  template = path;
  return path;
}
