import * as z from 'zod';
import { UserError } from '../errors.ts';
import { ID_PATTERN } from '../ids.ts';
import type { Reply } from '../reply.ts';
import type { Draft } from '../services/onboarding/draft.ts';
import { SOURCE_POLICIES } from '../services/settings.ts';
import { explainError } from '../words/words.ts';
import { type Ask, action, opening } from './command.ts';
import type { createInput } from './digest-order.ts';
import { withFeed, withLanguage, withStarters, withTime, withZone } from './guide-change.ts';
import { refTo } from './guide-check.ts';
import { draftOf, withChannel } from './guide-draft.ts';
import { AS_GIVEN } from './guide-options.ts';
import {
  addAddress,
  changeDraft,
  choosePlace,
  previewDraft,
  sayFaults,
  showPage,
  startDraft,
  userOf,
} from './guide-steps.ts';
import { type Page, PAGES, showGuide } from './guide-view.ts';
import { parseLanguage } from './language-option.ts';

const draftId = z.string().regex(ID_PATTERN);
const ADDRESS_CHARS = 2_000;
const CITY_CHARS = 100;

/** /digest create without a channel or a time: what was given is chosen already. */
export async function openGuide(ask: Ask, given: z.output<typeof createInput>): Promise<Reply> {
  const { draft, problem } = await draftOf(ask, given);
  const id = await ask.services.guide.open(userOf(ask), draft);
  const notes = problem ? { said: explainError(problem, ask.words) } : {};
  return showGuide(ask, { id, state: { kind: 'open', draft }, page: 'main' }, notes);
}

/** The guide's actions: `[draft id, …]`. Custom ids carry the draft's id and nothing else of it. */
export const guideActions = {
  /** To another page. */
  guide: action({
    input: z.tuple([draftId, z.enum(PAGES)]),
    reply: 'update',
    requires: 'ManageGuild',
    run: async ([id, page], ask) => showPage(ask, id, page),
  }),
  'guide-channel': choose(z.tuple([draftId, z.string()]), 'main', (draft, [, channelId], ask) => {
    const channel = ask.channels.get(channelId);
    if (!channel) throw new UserError('channel-kind', { channel: channelId });
    return withChannel(ask, draft, channel);
  }),
  'guide-time': choose(z.tuple([draftId, z.string()]), 'main', (draft, [, time]) => withTime(draft, time)),
  'guide-zone': choose(z.tuple([draftId, z.string()]), 'main', (draft, [, zone]) => withZone(draft, zone)),
  'guide-feeds': choose(z.tuple([draftId], z.string()), 'main', (draft, [, ...urls]) => withStarters(draft, urls)),
  'guide-days': choose(
    z.tuple([draftId, z.string().regex(/^(?:given|[1-7](?:-[1-7])*)$/)]),
    'more',
    (draft, [, days]) =>
      days === AS_GIVEN ? draft : { ...draft, order: { ...draft.order, days: days.split('-').map(Number) } },
  ),
  'guide-language': choose(z.tuple([draftId, z.string()]), 'more', (draft, [, typed], ask) =>
    withLanguage(draft, parseLanguage(ask, typed)),
  ),
  'guide-policy': choose(z.tuple([draftId, z.enum(SOURCE_POLICIES)]), 'more', (draft, [, sourcePolicy]) => ({
    ...draft,
    sourcePolicy,
  })),
  'guide-found': choose(z.tuple([draftId, z.string().regex(/^\d+$/).transform(Number)]), 'more', (draft, [, i]) => {
    const feed = draft.found[i];
    return feed ? { ...withFeed(draft, feed), found: [] } : draft;
  }),
  'guide-city': askFor('cityForm', CITY_CHARS, 'guide-place'),
  'guide-place': action({
    input: z.tuple([draftId, z.string()]),
    reply: 'update',
    requires: 'ManageGuild',
    run: async ([id, typed], ask) => choosePlace(ask, id, typed),
  }),
  'guide-address': askFor('addressForm', ADDRESS_CHARS, 'guide-feed'),
  'guide-feed': action({
    input: z.tuple([draftId, z.string()]),
    reply: 'update',
    requires: 'ManageGuild',
    run: async ([id, typed], ask) => addAddress(ask, id, typed),
  }),
  'guide-preview': action({
    input: z.tuple([draftId]),
    reply: 'ephemeral',
    requires: 'ManageGuild',
    run: async ([id], ask) => previewDraft(ask, id),
  }),
  'guide-start': action({
    input: z.tuple([draftId]),
    reply: 'update',
    requires: 'ManageGuild',
    run: async ([id], ask) => startDraft(ask, id),
  }),
  'guide-undo': action({
    input: z.tuple([draftId]),
    reply: 'update',
    requires: 'ManageGuild',
    run: async ([id], ask) =>
      showGuide(ask, { id, state: await ask.services.guide.undo(userOf(ask), id), page: 'main' }),
  }),
};

/** An action that changes the draft and shows it again; what will not do is said, and changes nothing. */
function choose<Input extends readonly [string, ...unknown[]]>(
  input: z.ZodType<Input, readonly string[]>,
  page: Page,
  change: (draft: Draft, chosen: Input, ask: Ask) => Draft,
) {
  return action({
    input,
    reply: 'update',
    requires: 'ManageGuild',
    async run(chosen, ask) {
      const [id] = chosen;
      return sayFaults(ask, { id, page }, () => changeDraft(ask, { id, page }, (draft) => change(draft, chosen, ask)));
    },
  });
}

/** Opens a form of one field; sent, it calls the action `then`. */
function askFor(form: 'cityForm' | 'addressForm', maxLength: number, then: string) {
  return opening({
    input: z.tuple([draftId]),
    requires: 'ManageGuild',
    open([id], { words: { guide: words } }) {
      const { title, label, placeholder } = words[form];
      return {
        title,
        action: refTo(then, id),
        fields: [{ kind: 'text', label, placeholder, maxLength, isRequired: true }],
      };
    },
  });
}
