import { useMemo, useState } from 'preact/hooks';
import type { Actor } from '../../contract.ts';
import type { PageMessage } from '../../page-protocol.ts';
import { guessTargets } from './choices.ts';
import { ComponentView } from './component-view.tsx';
import { EmbedView } from './embed-view.tsx';
import { AttachmentView } from './file-view.tsx';
import { MarkdownView } from './markdown-view.tsx';
import { type MessageDeeds, type SelectTarget, type Shared, SharedContext } from './message-context.ts';
import { MessageHead, ReplyLine } from './message-head.tsx';
import { readAll, readNumber, readText } from './payload.ts';
import './message.css';

export type { MessageDeeds } from './message-context.ts';

/** https://docs.discord.com/developers/resources/message#message-object-message-flags */
const FLAGS = { suppressEmbeds: 4, sourceDeleted: 8, ephemeral: 64, loading: 128, componentsV2: 32_768 } as const;

type MessageProps = {
  message: PageMessage;
  viewer: { actor: Actor; locale: string };
  /** Epoch milliseconds of the simulated clock; moments "in 2 hours" follow it. */
  now: number;
  deeds: MessageDeeds;
  /** Names of the message's menu. */
  messageCommands: readonly string[];
  onMessageCommand(name: string): void;
  onDismiss(): void;
  /** What user, role and channel selects offer; the message's own names where it is absent. */
  targets?: readonly SelectTarget[];
};

/** One message of a channel, as Discord shows it. */
export function MessageView({ message, viewer, now, deeds, targets, ...menu }: MessageProps) {
  const { body } = message;
  const flags = readNumber(body, 'flags', 0);
  const { busy, failure, run } = useDeeds();
  const guessed = useMemo(() => guessTargets(message.names, readAll(body, 'components')), [message]);
  const shared: Shared = {
    names: message.names,
    locale: viewer.locale,
    now,
    files: message.files,
    targets: targets ?? guessed,
    busy,
    press: (customId) => run(customId, () => deeds.press(customId)),
    select: (customId, values) => run(customId, () => deeds.select(customId, values)),
  };
  const isPrivate = message.visibleTo !== null || (flags & FLAGS.ephemeral) !== 0;
  return (
    <SharedContext.Provider value={shared}>
      <article
        class={isPrivate ? 'dc-message dc-private' : 'dc-message'}
        data-message-id={message.id}
        aria-label={`Message of ${message.author.name}`}
      >
        <ReplyLine message={message} />
        <MessageHead message={message} commands={menu.messageCommands} onCommand={menu.onMessageCommand} />
        <div class="dc-body">
          <BodyView message={message} flags={flags} />
          {failure !== null && (
            <p class="dc-failure" role="alert">
              {failure}
            </p>
          )}
          {isPrivate && (
            <p class="dc-note">
              Only you can see this ·{' '}
              <button type="button" class="dc-text-button" onClick={menu.onDismiss}>
                Dismiss message
              </button>
            </p>
          )}
        </div>
      </article>
    </SharedContext.Provider>
  );
}

function BodyView({ message, flags }: { message: PageMessage; flags: number }) {
  const { body, author } = message;
  if ((flags & FLAGS.loading) !== 0)
    return (
      <p class="dc-thinking" role="status">
        {author.name} is thinking
        <span class="dc-dots" aria-hidden="true">
          …
        </span>
      </p>
    );
  if ((flags & FLAGS.sourceDeleted) !== 0) return <p class="dc-soft">The original message was deleted.</p>;
  const content = readText(body, 'content');
  const embeds = (flags & FLAGS.suppressEmbeds) === 0 ? readAll(body, 'embeds') : [];
  // With Components V2 a file shows only where a component names it.
  const attachments = (flags & FLAGS.componentsV2) === 0 ? readAll(body, 'attachments') : [];
  return (
    <>
      {content !== '' && <MarkdownView text={content} />}
      {attachments.map((attachment, i) => (
        <AttachmentView key={i} attachment={attachment} />
      ))}
      {embeds.map((embed, i) => (
        <EmbedView key={i} embed={embed} />
      ))}
      {readAll(body, 'components').map((component, i) => (
        <ComponentView key={i} component={component} />
      ))}
    </>
  );
}

const NONE: ReadonlySet<string> = new Set();

/** Deeds under way by custom id, and the sentence of the last that failed. */
function useDeeds() {
  const [busy, setBusy] = useState(NONE);
  const [failure, setFailure] = useState<string | null>(null);
  const run = (customId: string, act: () => Promise<void>) => {
    setFailure(null);
    setBusy((old) => new Set([...old, customId]));
    act()
      .catch((cause: unknown) => setFailure(cause instanceof Error ? cause.message : 'That did not work.'))
      .finally(() => setBusy((old) => new Set([...old].filter((one) => one !== customId))));
  };
  return { busy, failure, run };
}
