import { useLayoutEffect, useId, useRef, useState } from 'preact/hooks';
import type { SelectChoice } from './choices.ts';

type ListboxProps = {
  choices: readonly SelectChoice[];
  chosen: readonly string[];
  range: { min: number; max: number };
  label: string;
  onChoose(values: readonly string[]): void;
  /** Escape: back to what opened the list. */
  onClose(): void;
  /** The focus went elsewhere, where it is to stay. */
  onLeave(): void;
};

/**
 * The open list of a select: arrows, Home, End and letters move, Enter or blank chooses, Escape closes
 * (https://www.w3.org/WAI/ARIA/apg/patterns/listbox/). Where several or none may be chosen, a button confirms.
 */
export function ListboxView(props: ListboxProps) {
  const { choices, range, label, onChoose, onClose, onLeave } = props;
  const id = useId();
  const { list, active, marked, isMany, choose, onKeyDown } = useListbox(props);
  if (choices.length === 0) return <p class="dc-select-none">There is nothing to choose from.</p>;
  return (
    <div
      class="dc-listbox"
      onFocusOut={(event) => {
        const { relatedTarget, currentTarget } = event;
        // The list's own button and the one that opened it handle what they are pressed for.
        if (relatedTarget instanceof Node && !currentTarget.parentElement?.contains(relatedTarget)) onLeave();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // Not the form around it, too.
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      <div
        ref={list}
        class="dc-options"
        role="listbox"
        tabIndex={0}
        aria-label={label}
        aria-multiselectable={isMany}
        aria-activedescendant={`${id}-${active}`}
        onKeyDown={onKeyDown}
      >
        {choices.map((choice, i) => (
          <OptionView
            key={choice.value}
            id={`${id}-${i}`}
            choice={choice}
            isActive={i === active}
            isChosen={marked.includes(choice.value)}
            onPick={() => choose(i)}
          />
        ))}
      </div>
      {isMany && (
        <ConfirmRow count={marked.length} range={range} onConfirm={() => onChoose(inOrder(choices, marked))} />
      )}
    </div>
  );
}

/** The line that keys move, the lines that are marked so far, and what a key or a press does to them. */
function useListbox({ choices, chosen, range, onChoose }: ListboxProps) {
  const list = useRef<HTMLDivElement>(null);
  const isMany = range.max > 1 || range.min === 0;
  const [active, setActive] = useState(
    Math.max(
      0,
      choices.findIndex((one) => chosen.includes(one.value)),
    ),
  );
  const [marked, mark] = useState(chosen);
  useLayoutEffect(() => {
    list.current?.focus();
    list.current?.parentElement?.scrollIntoView({ block: 'nearest' });
  }, []);
  useLayoutEffect(() => list.current?.children.item(active)?.scrollIntoView({ block: 'nearest' }), [active]);

  const choose = (at: number) => {
    const value = choices[at]?.value;
    if (value === undefined) return;
    if (!isMany) return onChoose([value]);
    setActive(at);
    mark(toggle(marked, value, range.max));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moveTo(event.key, active, choices);
    if (event.key === 'Enter' || event.key === ' ') choose(active);
    else if (next === null) return;
    else setActive(next);
    event.preventDefault();
    event.stopPropagation();
  };
  return { list, active, marked, isMany, choose, onKeyDown };
}

type OptionProps = { id: string; choice: SelectChoice; isActive: boolean; isChosen: boolean; onPick(): void };

function OptionView({ id, choice, isActive, isChosen, onPick }: OptionProps) {
  return (
    <div
      id={id}
      role="option"
      class={isActive ? 'dc-option dc-active' : 'dc-option'}
      aria-selected={isChosen}
      onClick={onPick}
    >
      {choice.glyph !== '' && <span aria-hidden="true">{choice.glyph}</span>}
      <span class="dc-option-words">
        <span>{choice.label}</span>
        {choice.about !== '' && <span class="dc-soft">{choice.about}</span>}
      </span>
      <span class="dc-tick" aria-hidden="true" />
    </div>
  );
}

type ConfirmProps = { count: number; range: { min: number; max: number }; onConfirm(): void };

function ConfirmRow({ count, range, onConfirm }: ConfirmProps) {
  const isEnough = count >= range.min && count <= range.max;
  return (
    <div class="dc-confirm">
      <span class="dc-soft" aria-live="polite">
        {count} chosen, {range.min === range.max ? range.min : `${range.min} to ${range.max}`} wanted
      </span>
      <button type="button" class="dc-button dc-button-primary" disabled={!isEnough} onClick={onConfirm}>
        Confirm
      </button>
    </div>
  );
}

function toggle(values: readonly string[], value: string, max: number): readonly string[] {
  if (values.includes(value)) return values.filter((one) => one !== value);
  return max === 1 ? [value] : values.length < max ? [...values, value] : values;
}

function inOrder(choices: readonly SelectChoice[], values: readonly string[]): readonly string[] {
  return choices.map((one) => one.value).filter((value) => values.includes(value));
}

/** Where a key leads in the list; null for a key that leads nowhere. */
function moveTo(key: string, from: number, choices: readonly SelectChoice[]): number | null {
  const last = choices.length - 1;
  if (key === 'ArrowDown') return Math.min(last, from + 1);
  if (key === 'ArrowUp') return Math.max(0, from - 1);
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  if (key.length !== 1) return null;
  const after = [...choices.keys()].map((i) => (from + 1 + i) % choices.length);
  return after.find((i) => choices[i]?.label.toLowerCase().startsWith(key.toLowerCase())) ?? null;
}
