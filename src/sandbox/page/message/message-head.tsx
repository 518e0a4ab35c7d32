import { useEffect, useRef, useState } from 'preact/hooks';
import type { PageMessage } from '../../page-protocol.ts';
import { useShared } from './message-context.ts';
import { formatMoment, isoMoment } from './moments.ts';
import { isPayload, readOne, readText } from './payload.ts';

/** Who wrote it and when, above the message; beside it the commands of its menu. */
export function MessageHead(props: {
  message: PageMessage;
  commands: readonly string[];
  onCommand(name: string): void;
}) {
  const { message, commands, onCommand } = props;
  const { author, sentAt, editedAt } = message;
  return (
    <header class="dc-head">
      <span class={author.isBot ? 'dc-avatar dc-avatar-bot' : 'dc-avatar'} aria-hidden="true">
        {initialsOf(author.name)}
      </span>
      <div class="dc-head-words">
        <UsedBy message={message} />
        <div class="dc-byline">
          <span class="dc-author">{author.name}</span>
          {author.isBot && <span class="dc-bot">BOT</span>}
          <TimeView at={sentAt} />
          {editedAt !== null && <EditedMark at={editedAt} />}
        </div>
      </div>
      {commands.length > 0 && <MessageMenu commands={commands} onCommand={onCommand} />}
    </header>
  );
}

/** What a reply answers, where the payload says. */
export function ReplyLine({ message }: { message: PageMessage }) {
  const { body } = message;
  if (!isPayload(body['message_reference'])) return null;
  const original = body['referenced_message'];
  if (original === null) return <p class="dc-reply">Answers a message that was deleted.</p>;
  if (!isPayload(original)) return null;
  const text = readText(original, 'content');
  return (
    <p class="dc-reply">
      Answers {readText(readOne(original, 'author'), 'username')}
      {text !== '' && `: ${text.length > 100 ? `${text.slice(0, 100)}…` : text}`}
    </p>
  );
}

function UsedBy({ message: { usedBy } }: { message: PageMessage }) {
  if (usedBy === null) return null;
  const name = usedBy.actor === 'manager' ? 'Manager' : 'Member';
  return (
    <p class="dc-used">
      {name} used{' '}
      <span class="md-mention">{usedBy.command.startsWith('/') ? usedBy.command : `/${usedBy.command}`}</span>
    </p>
  );
}

function TimeView({ at }: { at: number }) {
  const { locale, now } = useShared();
  const reading = { locale, now };
  const isToday = formatMoment(at, 'd', reading) === formatMoment(now, 'd', reading);
  return (
    <time class="dc-time" dateTime={isoMoment(at) ?? ''} title={formatMoment(at, 'F', reading) ?? ''}>
      {formatMoment(at, isToday ? 't' : 's', reading)}
    </time>
  );
}

function EditedMark({ at }: { at: number }) {
  const { locale, now } = useShared();
  return (
    <time class="dc-time" dateTime={isoMoment(at) ?? ''} title={formatMoment(at, 'F', { locale, now }) ?? ''}>
      (edited)
    </time>
  );
}

function MessageMenu({ commands, onCommand }: { commands: readonly string[]; onCommand(name: string): void }) {
  const [isOpen, open] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLUListElement>(null);
  // Under the newest message the list would else open below the edge.
  useEffect(() => list.current?.scrollIntoView({ block: 'nearest' }), [isOpen]);
  const close = () => {
    open(false);
    trigger.current?.focus();
  };
  return (
    <div
      class="dc-menu"
      onFocusOut={({ relatedTarget, currentTarget }) => {
        if (relatedTarget instanceof Node && !currentTarget.contains(relatedTarget)) open(false);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return;
        event.stopPropagation();
        close();
      }}
    >
      <button ref={trigger} type="button" class="dc-menu-trigger" aria-expanded={isOpen} onClick={() => open(!isOpen)}>
        <span aria-hidden="true">⋯</span>
        <span class="dc-hidden">Commands for this message</span>
      </button>
      {isOpen && (
        <ul ref={list} class="dc-menu-list">
          {commands.map((name) => (
            <li key={name}>
              <button
                type="button"
                class="dc-menu-item"
                onClick={() => {
                  close();
                  onCommand(name);
                }}
              >
                {name}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  return words
    .slice(0, 2)
    .map((word) => String.fromCodePoint(word.codePointAt(0) ?? 32))
    .join('')
    .toUpperCase();
}
