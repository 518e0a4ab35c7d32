import { commands } from '../../src/commands/index.ts';
import { renderParts } from '../../src/discord/render-parts.ts';
import type { Reply } from '../../src/reply.ts';
import { createDigests } from '../../src/services/digests/create-digests.ts';
import { createGuide } from '../../src/services/onboarding/guide.ts';
import type { PostOutcome } from '../../src/services/digests/outbox.ts';
import { FERRY, LIBRARY, storeArticle } from './articles.ts';
import {
  complete,
  MEMBER_PERMISSIONS,
  type Overrides,
  press,
  type RawInteraction,
  type RawValues,
  recordingLog,
  runInteraction,
  type Seen,
  slash,
} from './interactions.ts';
import { testReading } from './newsroom.ts';

export const NEWS = '800000000000000001';
export const CREATE: RawValues = { channel: { channelId: NEWS, botPermissions: MEMBER_PERMISSIONS }, time: '08:00' };

/**
 * The real router and services over an empty database, with two articles and a channel that keeps what is posted.
 * `outcomes`: what the next posts get instead. `botMay`: the bot's permissions where the payload does not say.
 */
export async function startServer({
  botMay = MEMBER_PERMISSIONS,
  ...reading
}: Parameters<typeof testReading>[0] & { botMay?: bigint } = {}) {
  const newsroom = await testReading(reading);
  newsroom.clock.setWall(Date.parse('2026-11-23T06:30:00Z'));
  await storeArticle(newsroom, FERRY);
  await storeArticle(newsroom, LIBRARY);
  const posted: string[] = [];
  const outcomes: PostOutcome[] = [];
  const told: Reply[] = [];
  const { log } = recordingLog();
  const { digests, planner } = createDigests({
    ...newsroom,
    ...newsroom.services,
    log,
    renderParts,
    office: {
      post: async ({ body, channelId }) =>
        outcomes.shift() ?? { kind: 'sent', messageId: `${posted.push(body)}`, channelId, found: false },
      find: async () => ({ kind: 'absent' }),
      publish: async () => ({ kind: 'published' }),
      mayPost: async () => false,
    },
    tellAdmin: async (reply) => void told.push(reply),
    tick: () => () => undefined,
  });
  const guide = createGuide({
    ...newsroom,
    memberKey: 'test',
    digests,
    feeds: newsroom.services.feeds,
    wake: () => undefined,
  });
  const services = { ...newsroom.services, digests, guide };
  const botPermissions = async () => botMay;
  const run = (payload: RawInteraction) =>
    runInteraction({ commands, services, payload, clock: newsroom.clock, botPermissions });
  const type = (name: string, options: RawValues = {}, overrides: Overrides = { manager: true }) =>
    run(slash(`digest ${name}`, options, overrides));
  const tap = (seen: Seen, label: string, overrides: Overrides & { onEphemeral?: boolean } = {}) => {
    const button = seen.buttons.find((one) => one.label === label);
    if (!button) throw new Error(`No button ${label} among ${seen.buttons.map((one) => one.label).join(', ')}`);
    return run(press(button.customId, { manager: true, onEphemeral: true, ...overrides }));
  };
  const choose = async (subcommand: string, option: string, typed: string, overrides: Overrides = {}) =>
    (await run(complete(`digest ${subcommand}`, option, { [option]: typed }, { manager: true, ...overrides }))).choices;
  return { ...newsroom, services, digests, planner, posted, outcomes, told, run, type, tap, choose };
}
