import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { emojiText } from './button-view.tsx';
import { choicesOf, defaultsOf, rangeOf, type SelectChoice } from './choices.ts';
import { ListboxView } from './listbox-view.tsx';
import { useShared } from './message-context.ts';
import { type Payload, readFlag, readText } from './payload.ts';

/** A select of a message: one value is sent when it is chosen, several when they are confirmed. */
export function SelectView({ select }: { select: Payload }) {
  const shared = useShared();
  const customId = readText(select, 'custom_id');
  return (
    <SelectField
      select={select}
      choices={choicesOf(select, shared.targets, emojiText)}
      isBusy={shared.busy.has(customId)}
      onChoose={(values) => shared.select(customId, values)}
    />
  );
}

type FieldProps = {
  select: Payload;
  choices: readonly SelectChoice[];
  isBusy: boolean;
  /** The words that name it where a label stands beside it. */
  labelledBy?: string;
  onChoose(values: readonly string[]): void;
};

/** The closed select with the list that it opens. */
export function SelectField({ select, choices, isBusy, labelledBy, onChoose }: FieldProps) {
  const id = useId();
  const trigger = useRef<HTMLButtonElement>(null);
  const [isOpen, open] = useState(false);
  const [chosen, choose] = useState<readonly string[] | null>(null);
  // A new version of the message says by its defaults what is chosen now.
  useEffect(() => choose(null), [select]);
  const values = chosen ?? defaultsOf(select);
  const placeholder = readText(select, 'placeholder') || 'Make a selection';
  const labels = choices.filter((one) => values.includes(one.value)).map((one) => one.label);
  const close = () => {
    open(false);
    trigger.current?.focus();
  };
  return (
    <div class="dc-select">
      <button
        ref={trigger}
        type="button"
        id={id}
        class="dc-select-trigger"
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        aria-labelledby={labelledBy === undefined ? undefined : `${labelledBy} ${id}`}
        aria-busy={isBusy}
        aria-disabled={isBusy || undefined}
        disabled={readFlag(select, 'disabled')}
        data-custom-id={readText(select, 'custom_id')}
        onClick={() => !isBusy && open(!isOpen)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || isOpen || isBusy) return;
          event.preventDefault();
          open(true);
        }}
      >
        <span class={labels.length === 0 ? 'dc-select-empty' : ''}>
          {labels.length === 0 ? placeholder : labels.join(', ')}
        </span>
        <span class="dc-chevron" aria-hidden="true" />
      </button>
      {isOpen && (
        <ListboxView
          choices={choices}
          chosen={values}
          range={rangeOf(select)}
          label={placeholder}
          onClose={close}
          onLeave={() => open(false)}
          onChoose={(next) => {
            choose(next);
            close();
            onChoose(next);
          }}
        />
      )}
    </div>
  );
}
