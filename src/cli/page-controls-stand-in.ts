import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { systemClock } from '../clock.ts';
import type { StandInState } from '../sandbox/page-protocol.ts';
import { type StandIn, startStandIn } from '../sandbox/stand-in.ts';
import type { RunningBot } from './page-controls-host.ts';

export type StandInControl = {
  state(): StandInState;
  /** Switches it. From or to "off" restarts the bot: which model it asks is settled when it starts. */
  set(mode: StandInState['mode']): Promise<void>;
  stop(): Promise<void>;
};

const STORED_ARTICLE = new URL('../data/stored-article.json', import.meta.url);
const storedArticle = z.object({
  translations: z.array(z.object({ language: z.string(), title: z.string(), body: z.array(z.string()) })),
});

/** The stand-in for a language model beside a running bot. It is started when it is first wanted. */
export function createStandInControl({ restart }: Pick<RunningBot, 'restart'>): StandInControl {
  let mode: StandInState['mode'] = 'off';
  let started: Promise<StandIn> | undefined;
  let standIn: StandIn | undefined;
  let work: Promise<void> = Promise.resolve();

  async function switchTo(wanted: StandInState['mode']): Promise<void> {
    if (wanted === 'off') {
      if (mode !== 'off') await restart({});
      mode = 'off';
      return;
    }
    standIn = await (started ??= start());
    standIn.setMode(wanted);
    const { baseUrl } = standIn;
    // No key goes to the stand-in: an empty setting counts as absent.
    if (mode === 'off')
      await restart({ OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: '', LLM_MODEL: 'stand-in, not a language model' });
    mode = wanted;
  }
  return {
    state: () => ({ mode, requests: standIn?.requests() ?? 0 }),
    set(wanted) {
      const begin = () => switchTo(wanted);
      work = work.then(begin, begin);
      return work;
    },
    async stop() {
      await (await started)?.stop();
    },
  };
}

/** Its translations are the stored article's own, by a person. */
async function start(): Promise<StandIn> {
  const { translations } = storedArticle.parse(JSON.parse(await readFile(STORED_ARTICLE, 'utf8')));
  const english = translations.find(({ language }) => language === 'en');
  return startStandIn({ port: 0, clock: systemClock(), ...(english && { replayed: { English: english } }) });
}
