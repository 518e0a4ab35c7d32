import { useState } from 'preact/hooks';
import type { PageMessage } from '../../page-protocol.ts';
import { MessageView } from '../message/message-view.tsx';
import { localeOf, visibleMessages } from '../state.ts';
import { listMessageCommands } from './leaves.ts';
import type { Desk } from './use-desk.ts';
import { useFollow } from './use-follow.ts';
import { useNow } from './use-now.ts';

/** Relative times are told anew this often. */
const TICK_MS = 10_000;

/** The open channel's messages, the newest last and in view. */
export function MessageLog({ desk, channelName }: { desk: Desk; channelName: string }) {
  const { state } = desk;
  const { actor } = state;
  const [fault, setFault] = useState('');
  const now = useNow(state.clock.offsetMs, TICK_MS);
  const messages = visibleMessages(state);
  const log = useFollow(state, messages);
  const viewer = { actor, locale: localeOf(state) };
  const messageCommands = listMessageCommands(state.commands, actor);
  const tell = async (work: Promise<string | null>) => setFault((await work) ?? '');
  return (
    <>
      <div ref={log} class="log" role="log" aria-live="polite" aria-label={`Messages in #${channelName}`} tabIndex={0}>
        <div class="log-inner">
          {messages.length === 0 && <EmptyChannel name={channelName} isKnown={state.channelId !== ''} />}
          {messages.map((message) => (
            <div class="log-message" key={message.id} data-row={message.id}>
              <MessageView
                message={message}
                viewer={viewer}
                now={now}
                targets={state.targets}
                deeds={messageDeeds(desk, message)}
                messageCommands={messageCommands}
                onMessageCommand={(name) =>
                  void tell(desk.act({ do: 'message-command', name, messageId: message.id, actor }))
                }
                onDismiss={() => void tell(desk.act({ do: 'dismiss', messageId: message.id }))}
              />
            </div>
          ))}
        </div>
      </div>
      <p class="fault log-fault" role="alert">
        {fault}
      </p>
    </>
  );
}

function EmptyChannel({ name, isKnown }: { name: string; isKnown: boolean }) {
  return <p class="log-empty">{isKnown ? `Nothing is written in #${name} yet.` : 'Waiting for the sandbox…'}</p>;
}

/** A refusal is thrown: the message shows it beside what was pressed. */
function messageDeeds(desk: Desk, { id }: PageMessage) {
  const { actor } = desk.state;
  const orThrow = async (work: Promise<string | null>) => {
    const refusal = await work;
    if (refusal !== null) throw new Error(refusal);
  };
  return {
    press: (customId: string) => orThrow(desk.act({ do: 'press', messageId: id, customId, actor })),
    select: (customId: string, values: readonly string[]) =>
      orThrow(desk.act({ do: 'select', messageId: id, customId, values, actor })),
  };
}
