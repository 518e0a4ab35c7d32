import { useEffect, useReducer, useRef, useState } from 'preact/hooks';
import {
  attach,
  clear,
  type ComposerState,
  EMPTY_COMPOSER,
  eraseBack,
  findFocused,
  type Known,
  listSuggestions,
  pick,
  prepare,
  recall,
  remember,
} from './composer-state.ts';
import { SENDING, writeCompletion, writeDraft } from './draft.ts';
import type { Suggestion } from './matching.ts';

export type ComposerProps = Known & {
  label: string;
  /** A sentence where the command was not taken; then it stands in the composer again. */
  send: (text: string) => Promise<string | null>;
  complete: (text: string) => Promise<readonly Suggestion[]>;
  /** Sends a file ahead of its command: the id that stands for it, or why not. */
  sendFile: (file: File) => Promise<{ id: string } | { fault: string }>;
};

type Change = (state: ComposerState) => ComposerState;

export type ComposerHands = {
  state: ComposerState;
  change: (by: Change) => void;
  suggestions: readonly Suggestion[];
  /** Whether a command is under way; another may be sent meanwhile. */
  isSending: boolean;
  submit: () => Promise<void>;
  /** Sends the file that was chosen for the option `name`. */
  chooseFile: (name: string, file: File) => Promise<void>;
  onKeyDown: (event: KeyboardEvent) => void;
  box: { current: HTMLFormElement | null };
};

const DEBOUNCE_MS = 150;

/** The composer's state, and what its keys do. */
export function useComposer(props: ComposerProps): ComposerHands {
  const [state, change] = useReducer((now: ComposerState, by: Change) => by(now), EMPTY_COMPOSER);
  const [countSending, setCountSending] = useState(0);
  const box = useRef<HTMLFormElement>(null);
  useFocus(state, box);
  useCompletions(state, props.complete, change);
  const suggestions = listSuggestions(state, props);
  const submit = async () => {
    const prepared = prepare(state, props);
    if ('wrong' in prepared) return change(() => prepared.wrong);
    const { draft } = prepared;
    change((now) => clear(remember(now, draft)));
    setCountSending((count) => count + 1);
    const fault = await props.send(writeDraft(draft));
    setCountSending((count) => count - 1);
    // What was refused stands there again, unless something new was begun meanwhile.
    if (fault !== null) change((now) => ({ ...now, fault, ...(now.draft || now.line !== '' ? {} : { draft }) }));
  };
  const chooseFile = async (name: string, file: File) => {
    change((now) => attach(now, name, { title: file.name, value: SENDING }, props));
    const sent = await props.sendFile(file);
    if ('id' in sent) return change((now) => attach(now, name, { title: file.name, value: sent.id }, props));
    return change((now) => ({ ...attach(now, name, { title: '', value: '' }, props), fault: sent.fault }));
  };
  const onKeyDown = createKeys({ state, change, suggestions, known: props, submit });
  return { state, change, suggestions, isSending: countSending > 0, submit, chooseFile, onKeyDown, box };
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
    if (by === 1 && !state.isOpen && state.back === 0) return change((now) => ({ ...now, isOpen: true }));
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
