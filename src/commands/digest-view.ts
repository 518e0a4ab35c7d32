import { type Block, type Button, type Markdown, md, type Reply, textBlock, timestamp } from '../reply.ts';
import type { Digest } from '../services/digests/digests.ts';
import { subtext } from './article-card.ts';
import type { Ask } from './command.ts';
import { describeDays, nameDigest } from './digest-options.ts';
import { languageName } from './language-option.ts';

/** What a digest's buttons do; each names an action of the command. */
type Deed = 'preview' | 'run' | 'pause' | 'start' | 'remove';

/** A digest after something was done to it: what was done, what it is, when it posts next, and what can be done next. */
export function showDigest(ask: Ask, digest: Digest, ...said: readonly Markdown[]): Reply {
  const deeds: readonly Deed[] =
    digest.state === 'paused' ? ['start', 'preview', 'run', 'remove'] : ['preview', 'run', 'pause', 'remove'];
  return {
    accent: 'notice',
    blocks: [
      textBlock(...said, ...describeDigest(ask, digest)),
      { kind: 'buttons', buttons: deeds.map((deed) => deedButton(ask, deed, digest.id)) },
    ],
  };
}

/** A digest that was just removed, with the way back to how it was. */
export function showRemoved(ask: Ask, digest: Digest, was: 'active' | 'paused'): Reply {
  const { digest: words } = ask.words;
  const undo: Button = {
    label: words.buttons.undo,
    style: 'primary',
    action: { command: 'digest', action: 'undo', args: [digest.id, was] },
  };
  return {
    accent: 'notice',
    blocks: [textBlock(words.removed(), orderLine(ask, digest)), { kind: 'buttons', buttons: [undo] }],
  };
}

/** The digests of a server; a select opens one of them. `note` says why they are shown. */
export function listDigests(ask: Ask, digests: readonly Digest[], note?: Markdown): Reply {
  const { digest: words } = ask.words;
  if (digests.length === 0) return { accent: 'notice', blocks: [textBlock(words.none())] };
  const blocks: Block[] = [textBlock(note ?? md`### ${words.listTitle}`)];
  blocks.push(...digests.map((digest) => textBlock(...describeDigest(ask, digest))));
  blocks.push({
    kind: 'select',
    select: {
      placeholder: words.pick,
      action: { command: 'digest', action: 'show', args: [] },
      options: digests.map((digest) => ({ label: nameDigest(ask, digest), value: digest.id })),
    },
  });
  return { accent: 'notice', blocks };
}

function describeDigest(ask: Ask, digest: Digest): readonly Markdown[] {
  const { digest: words } = ask.words;
  const next =
    digest.nextAt === null
      ? words.paused()
      : words.next(md`${timestamp(digest.nextAt, 'F')} (${timestamp(digest.nextAt, 'R')})`);
  return [orderLine(ask, digest), next, subtext(md`${words.quiet[digest.quiet]} · ${digest.id}`)];
}

function orderLine(ask: Ask, { channelId, times, days, zone, language }: Digest): Markdown {
  const when = `${times.join(', ')}, ${describeDays(ask, days)}`;
  return ask.words.digest.order(channelId, when, zone, languageName(language, ask.locale));
}

function deedButton(ask: Ask, deed: Deed, id: string): Button {
  const action = { command: 'digest', action: deed, args: [id] };
  return { label: ask.words.digest.buttons[deed], action, ...(deed === 'remove' && { style: 'danger' }) };
}
