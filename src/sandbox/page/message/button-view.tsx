import { useShared } from './message-context.ts';
import { isPayload, type Payload, readFlag, readNumber, readOne, readText, safeAddress } from './payload.ts';

const LINK = 5;
const PREMIUM = 6;
/** https://docs.discord.com/developers/components/reference#button-button-styles */
const STYLES: Readonly<Record<number, string>> = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger' };

/** A button of any style. While its deed is under way it keeps the focus and says that it is busy. */
export function ButtonView({ button }: { button: Payload }) {
  const { busy, press } = useShared();
  const style = readNumber(button, 'style', 2);
  const customId = readText(button, 'custom_id');
  const isOff = readFlag(button, 'disabled');
  if (style === LINK) return <LinkButton button={button} />;
  if (style === PREMIUM)
    return (
      <button
        type="button"
        class="dc-button dc-button-primary"
        disabled
        title="Opens Discord’s own shop, which is not here"
      >
        Discord shop
      </button>
    );
  const isBusy = busy.has(customId);
  return (
    <button
      type="button"
      class={`dc-button dc-button-${STYLES[style] ?? 'secondary'}`}
      disabled={isOff}
      aria-disabled={isBusy || undefined}
      aria-busy={isBusy}
      data-custom-id={customId}
      onClick={() => {
        if (!isBusy) press(customId);
      }}
    >
      <ButtonLabel button={button} />
    </button>
  );
}

function LinkButton({ button }: { button: Payload }) {
  const url = safeAddress(readText(button, 'url'));
  if (url === null || readFlag(button, 'disabled'))
    return (
      <button type="button" class="dc-button dc-button-secondary" disabled>
        <ButtonLabel button={button} />
      </button>
    );
  return (
    <a class="dc-button dc-button-secondary" href={url} target="_blank" rel="noopener noreferrer" title={url}>
      <ButtonLabel button={button} />
      <span class="dc-out" aria-hidden="true">
        ↗
      </span>
    </a>
  );
}

function ButtonLabel({ button }: { button: Payload }) {
  const label = readText(button, 'label');
  const emoji = emojiText(readOne(button, 'emoji'));
  // An emoji of Discord's own that stands beside words says nothing more than they do.
  if (label === '') return <span>{emoji === '' ? 'Button' : emoji}</span>;
  return (
    <>
      {emoji !== '' && <span aria-hidden="true">{emoji}</span>}
      <span>{label}</span>
    </>
  );
}

/** An emoji as text: its character, or ":name:" for one of a server's own; empty for none. */
export function emojiText(emoji: unknown): string {
  if (!isPayload(emoji)) return '';
  const name = readText(emoji, 'name');
  return readText(emoji, 'id') === '' || name === '' ? name : `:${name}:`;
}
