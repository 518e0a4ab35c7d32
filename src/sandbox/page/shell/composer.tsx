import { useEffect, useReducer, useRef, useState } from 'preact/hooks';
import {
  clear,
  type ComposerState,
  EMPTY_COMPOSER,
  eraseBack,
  findFocused,
  type Known,
  listSuggestions,
  moveTo,
  pick,
  prepare,
  recall,
  remember,
  type,
} from './composer-state.ts';
import { ComboboxInput } from './combobox-input.tsx';
import { writeCompletion, writeDraft } from './draft.ts';
import type { Suggestion } from './matching.ts';
import { SuggestionList } from './suggestion-list.tsx';

export type ComposerProps = Known & {
  label: string;
  /** A sentence where the command was not taken; then it stands in the composer again. */
  send: (text: string) => Promise<string | null>;
  complete: (text: string) => Promise<readonly Suggestion[]>;
};

type Change = (state: ComposerState) => ComposerState;

const DEBOUNCE_MS = 150;

/** Where commands are typed: a line, the list above it, and a field for each option of the chosen command. */
export function Composer(props: ComposerProps) {
  const [state, change] = useReducer((now: ComposerState, by: Change) => by(now), EMPTY_COMPOSER);
  const [isSending, setSending] = useState(false);
  const box = useRef<HTMLFormElement>(null);
  useFocus(state, box);
  useCompletions(state, props.complete, change);
  const suggestions = listSuggestions(state, props);
  const field = findFocused(state);

  const submit = async () => {
    if (isSending) return;
    const prepared = prepare(state, props);
    if ('wrong' in prepared) return change(() => prepared.wrong);
    const text = writeDraft(prepared.draft);
    change((now) => clear(remember(now, prepared.draft)));
    setSending(true);
    const fault = await props.send(text);
    setSending(false);
    if (fault !== null)
      change((now) => ({ ...now, fault, ...(now.draft || now.line !== '' ? {} : { draft: prepared.draft }) }));
  };
  const take = (chosen: Suggestion) => change((now) => pick(now, chosen, props));
  const onKeyDown = createKeys({ state, change, suggestions, known: props, submit });
  const input = {
    active: suggestions.length > 0 ? state.active : -1,
    isExpanded: suggestions.length > 0,
    onKeyDown,
    onText: (text: string) => change((now) => type(now, text, props)),
  };
  return (
    <form
      class="composer"
      ref={box}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onFocusOut={(event) => {
        const to = event.relatedTarget;
        if (!(to instanceof Node && box.current?.contains(to))) change((now) => ({ ...now, isOpen: false }));
      }}
    >
      <SuggestionList
        label={field ? `Values for ${field.option.shown}` : state.draft ? 'Further options' : 'Commands'}
        hint={field ? describeField(field.option) : ''}
        suggestions={suggestions}
        active={state.active}
        onPick={take}
      />
      <p class="composer-fault" role="alert">
        {state.fault}
      </p>
      <div class="composer-box">
        {state.draft && <span class="composer-command">/{state.draft.leaf.shown}</span>}
        {state.draft?.fields.map(({ option, text }) => (
          <label class="composer-field" key={option.name}>
            <span class="composer-field-name">{option.shown}</span>
            <ComboboxInput
              {...input}
              name={option.name}
              isRequired={option.isRequired}
              value={text}
              isCurrent={state.focus === option.name}
              onEnter={() => change((now) => (now.focus === option.name ? now : moveTo(now, option.name, props)))}
            />
          </label>
        ))}
        <ComboboxInput
          {...input}
          name=""
          label={state.draft ? 'Further options; Enter sends' : props.label}
          placeholder={placeholderOf(state, isSending)}
          value={state.line}
          isCurrent={state.focus === ''}
          onEnter={() => change((now) => (now.focus === '' ? now : moveTo(now, '', props)))}
        />
        <button type="submit" class="composer-send" disabled={isSending}>
          Send
        </button>
      </div>
    </form>
  );
}

function placeholderOf({ draft }: ComposerState, isSending: boolean): string {
  if (isSending) return 'Sending…';
  if (!draft) return 'Type / for commands';
  return draft.leaf.options.length > draft.fields.length ? '+ options, or Enter' : 'Enter sends';
}

function describeField(option: { shown: string; description: string; isRequired: boolean }): string {
  return `${option.shown}${option.isRequired ? ' (required)' : ''}: ${option.description}`;
}

/**
 * The caret follows the state when the state says that it moved. On a touch screen an empty composer lets it go, so that
 * the keyboard does not cover the answer.
 */
function useFocus({ moves, focus, draft, line }: ComposerState, box: { current: HTMLFormElement | null }): void {
  const isEmpty = draft === null && line === '';
  useEffect(() => {
    const inputs = [...(box.current?.querySelectorAll('input') ?? [])];
    const input = inputs.find(({ name }) => name === `option-${focus}`);
    const hasKeyboard = matchMedia('(hover: hover) and (pointer: fine)').matches;
    if (hasKeyboard || (moves > 0 && !isEmpty)) input?.focus();
    else if (moves > 0) input?.blur();
  }, [moves, focus]);
}

/** Asks the bot for choices a moment after the last key; an answer to an older text is dropped. */
function useCompletions(state: ComposerState, complete: ComposerProps['complete'], change: (by: Change) => void): void {
  const field = findFocused(state);
  const isWanted = state.isOpen && field?.option.hasAutocomplete === true && field.text === field.value;
  const text = isWanted && state.draft ? writeCompletion(state.draft, state.focus) : '';
  useEffect(() => {
    if (text === '') return undefined;
    let isStale = false;
    const load = async () => {
      const completions = await complete(text);
      if (!isStale) change((now) => ({ ...now, completions, active: -1 }));
    };
    const timer = setTimeout(() => void load(), DEBOUNCE_MS);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [text]);
}

type Keys = {
  state: ComposerState;
  change: (by: Change) => void;
  suggestions: readonly Suggestion[];
  known: Known;
  submit: () => Promise<void>;
};

/** The keys of a combobox (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/), and those of Discord's composer. */
function createKeys({ state, change, suggestions, known, submit }: Keys): (event: KeyboardEvent) => void {
  const chosen = suggestions[state.active];
  const step = (by: 1 | -1) => {
    const count = suggestions.length;
    if (count > 0)
      return change((now) => ({ ...now, active: (Math.max(now.active, by === 1 ? -1 : 0) + by + count) % count }));
    const isBlank = state.line === '' && (state.draft === null || state.back > 0);
    return isBlank ? change((now) => recall(now, by === 1 ? -1 : 1)) : undefined;
  };
  const acts: Record<string, () => unknown> = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Enter: () => (chosen ? change((now) => pick(now, chosen, known)) : submit()),
    Tab: () => chosen && change((now) => pick(now, chosen, known)),
    Escape: () => change((now) => (suggestions.length > 0 ? { ...now, isOpen: false } : clear(now))),
    Backspace: () => change((now) => eraseBack(now, known)),
  };
  return (event) => {
    const act = acts[event.key];
    if (!act || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Tab' && (event.shiftKey || !chosen)) return;
    const text = event.target instanceof HTMLInputElement ? event.target.value : '';
    if (event.key === 'Backspace' && (text !== '' || !state.draft)) return;
    event.preventDefault();
    void act();
  };
}
