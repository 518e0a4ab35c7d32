import type { PageChannel } from '../../page-protocol.ts';
import {
  addField,
  type Draft,
  fillField,
  findFault,
  remainingOptions,
  removeField,
  SENDING,
  startDraft,
  writeDraft,
} from './draft.ts';
import type { Leaf, Option } from './leaves.ts';
import { fold, matchLeaves, matchSuggestions, offerValues, readValue, type Suggestion } from './matching.ts';
import { readTyped } from './typed-command.ts';

/** `focus` is the option whose field has the caret; empty for the line itself, which stands behind the fields. */
export type ComposerState = {
  line: string;
  draft: Draft | null;
  focus: string;
  /** The suggestion that Enter takes; -1 for none. */
  active: number;
  isOpen: boolean;
  /** The bot's own choices for the option being completed. */
  completions: readonly Suggestion[];
  fault: string;
  /** What was sent, newest first. */
  history: readonly Draft[];
  /** How far back in the history the draft comes from; 0 for a new one. */
  back: number;
  /** Grows when the caret has to move to `focus`. */
  moves: number;
};

export type Known = { leaves: readonly Leaf[]; channels: readonly PageChannel[] };

export const EMPTY_COMPOSER: ComposerState = {
  line: '',
  draft: null,
  focus: '',
  active: -1,
  isOpen: false,
  completions: [],
  fault: '',
  history: [],
  back: 0,
  moves: 0,
};

const MAX_HISTORY = 50;
export const TAKES_COMMANDS = 'This sandbox takes commands: type / to see them.';

/** What the list above the composer holds now. */
export function listSuggestions(state: ComposerState, known: Known): readonly Suggestion[] {
  if (!state.isOpen) return [];
  const { draft, line } = state;
  if (!draft) return line.startsWith('/') ? matchLeaves(known.leaves, line).map(suggestLeaf) : [];
  if (state.focus === '') return matchSuggestions(remainingOptions(draft).map(suggestOption), line);
  const field = findFocused(state);
  if (!field) return [];
  if (field.option.hasAutocomplete) return state.completions;
  const offered = offerValues(field.option, known.channels) ?? [];
  // Behind a chosen value, the whole list is there to choose another.
  return offered.some(({ title }) => title === field.text) ? offered : matchSuggestions(offered, field.text);
}

/** The field that has the caret. */
export function findFocused({ draft, focus }: ComposerState) {
  return draft?.fields.find(({ option }) => option.name === focus);
}

/** After a change of the text that has the caret. A command typed in full, with a blank behind it, becomes a draft. */
export function type(state: ComposerState, text: string, known: Known): ComposerState {
  const field = findFocused(state);
  const next = { ...state, isOpen: true, fault: '', back: 0 };
  if (field && state.draft) {
    const value = readValue(field.option, text, known.channels);
    const draft = fillField(state.draft, field.option.name, text, value);
    return { ...next, draft, active: offerValues(field.option, known.channels) ? 0 : -1 };
  }
  if (state.draft) return { ...next, line: text, active: text === '' ? -1 : 0 };
  const draft = text.startsWith('/') ? readTyped(text, known.leaves, known.channels) : null;
  const isWhole = draft && (/\s$/.test(text) || draft.fields.some(({ value }) => value !== ''));
  if (isWhole) return moveOn({ ...next, line: '', draft }, known);
  return { ...next, line: text, active: text.startsWith('/') ? 0 : -1 };
}

/** Takes a suggestion: a command, a further option or a value. */
export function pick(state: ComposerState, chosen: Suggestion, known: Known): ComposerState {
  const { draft } = state;
  if (!draft) {
    const leaf = known.leaves.find(({ path }) => path.join(' ') === chosen.key);
    return leaf ? moveOn({ ...state, line: '', fault: '', draft: startDraft(leaf) }, known) : state;
  }
  if (state.focus !== '')
    return moveOn({ ...state, fault: '', draft: fillField(draft, state.focus, chosen.title, chosen.key) }, known);
  const option = remainingOptions(draft).find(({ name }) => name === chosen.key);
  return option ? moveTo({ ...state, line: '', draft: addField(draft, option) }, option.name, known) : state;
}

/** The file chosen for the option `name`: its name is seen, `value` is sent. Once the sandbox has it, the caret goes on. */
export function attach(
  state: ComposerState,
  name: string,
  file: { title: string; value: string },
  known: Known,
): ComposerState {
  if (!state.draft?.fields.some(({ option }) => option.name === name)) return state;
  const draft = fillField(state.draft, name, file.title, file.value);
  const next = { ...state, draft, fault: '' };
  return file.value !== '' && file.value !== SENDING && state.focus === name ? moveOn(next, known) : next;
}

/** Opens the list of the option `name`, or of the line. */
export function moveTo(state: ComposerState, name: string, { channels }: Known): ComposerState {
  const option = state.draft?.fields.find((field) => field.option.name === name)?.option;
  const active = option && offerValues(option, channels) ? 0 : -1;
  return { ...state, focus: name, active, isOpen: true, completions: [], moves: state.moves + 1 };
}

/** The caret goes to the first field that is still empty, else behind them all. */
function moveOn(state: ComposerState, known: Known): ComposerState {
  const empty = state.draft?.fields.find(({ value, option }) => value === '' && option.name !== state.focus);
  return moveTo(state, empty?.option.name ?? '', known);
}

/** Backspace at the beginning of an empty text: an optional field goes, then the command itself. */
export function eraseBack(state: ComposerState, known: Known): ComposerState {
  const { draft, focus } = state;
  if (!draft) return state;
  const before = draft.fields[draft.fields.findIndex(({ option }) => option.name === focus) - 1];
  if (focus === '') {
    const last = draft.fields.at(-1);
    return last ? moveTo(state, last.option.name, known) : dropDraft(state);
  }
  if (findFocused(state)?.option.isRequired === true)
    return before ? moveTo(state, before.option.name, known) : dropDraft(state);
  return moveTo({ ...state, draft: removeField(draft, focus) }, before?.option.name ?? '', known);
}

/** The composer empty again; the history stays. */
export function clear(state: ComposerState): ComposerState {
  return { ...EMPTY_COMPOSER, history: state.history, moves: state.moves + 1 };
}

/** The command sent before the shown one; `step` 1 goes back, -1 forward. */
export function recall(state: ComposerState, step: 1 | -1): ComposerState {
  const back = state.back + step;
  if (back < 1) return clear(state);
  const draft = state.history[back - 1];
  return draft ? { ...clear(state), draft, back } : state;
}

/** The draft to send, with the text of the line read as one where there is none; or the state that says what is wrong. */
export function prepare(state: ComposerState, known: Known): { draft: Draft } | { wrong: ComposerState } {
  const line = state.line.trim();
  const draft = state.draft ?? readTyped(line, known.leaves, known.channels);
  if (!draft) return { wrong: { ...state, isOpen: line.startsWith('/'), fault: faultOfLine(line) } };
  if (state.draft && line !== '') return { wrong: { ...state, fault: `“${line}” is no option of this command.` } };
  const fault = findFault(draft, known.channels);
  if (!fault) return { draft };
  return { wrong: { ...moveTo({ ...state, draft, line: '' }, fault.name, known), fault: fault.sentence } };
}

/** What was sent comes first in the history. */
export function remember(state: ComposerState, draft: Draft): ComposerState {
  const text = writeDraft(draft);
  const others = state.history.filter((one) => writeDraft(one) !== text);
  return { ...state, history: [draft, ...others].slice(0, MAX_HISTORY) };
}

function faultOfLine(line: string): string {
  if (line === '') return '';
  if (!line.startsWith('/')) return TAKES_COMMANDS;
  return `There is no command ${fold(line.split(' ')[0] ?? '')} for you here.`;
}

function dropDraft(state: ComposerState): ComposerState {
  return { ...clear(state), line: '/', isOpen: true, active: 0 };
}

function suggestLeaf(leaf: Leaf): Suggestion {
  return { key: leaf.path.join(' '), title: `/${leaf.shown}`, detail: leaf.description };
}

function suggestOption(option: Option): Suggestion {
  return { key: option.name, title: option.shown, detail: option.description };
}
