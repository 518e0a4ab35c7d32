import { ComboboxInput } from './combobox-input.tsx';
import { type ComposerState, findFocused, moveTo, pick, type } from './composer-state.ts';
import { FileField } from './file-field.tsx';
import { KINDS } from './leaves.ts';
import { SuggestionList } from './suggestion-list.tsx';
import { type ComposerHands, type ComposerProps, useComposer } from './use-composer.ts';

/** Where commands are typed: a line, the list above it, and a field for each option of the chosen command. */
export function Composer(props: ComposerProps) {
  const hands = useComposer(props);
  const { state, change, suggestions, box } = hands;
  const field = findFocused(state);
  return (
    <form
      class="composer"
      ref={box}
      onSubmit={(event) => {
        event.preventDefault();
        void hands.submit();
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
        onPick={(chosen) => change((now) => pick(now, chosen, props))}
      />
      <p class="composer-fault" role="alert">
        {state.fault}
      </p>
      <ComposerBox hands={hands} known={props} />
    </form>
  );
}

/** The command's name, a field for each of its options, and the line behind them. */
function ComposerBox({ hands, known }: { hands: ComposerHands; known: ComposerProps }) {
  const { state, change, suggestions, onKeyDown } = hands;
  const inputFor = (name: string, value: string) => ({
    name,
    value,
    isCurrent: state.focus === name,
    active: suggestions.length > 0 ? state.active : -1,
    isExpanded: suggestions.length > 0,
    onKeyDown,
    onText: (text: string) => change((now) => type(now, text, known)),
    onEnter: () => change((now) => (now.isOpen && now.focus === name ? now : moveTo(now, name, known))),
  });
  return (
    <div class="composer-box">
      {state.draft && <span class="composer-command">/{state.draft.leaf.shown}</span>}
      {state.draft?.fields.map(({ option, text }) => (
        <label class="composer-field" key={option.name}>
          <span class="composer-field-name">{option.shown}</span>
          {option.kind === KINDS.attachment ? (
            <FileField
              {...inputFor(option.name, text)}
              text={text}
              isRequired={option.isRequired}
              onFile={(file) => void hands.chooseFile(option.name, file)}
            />
          ) : (
            <ComboboxInput {...inputFor(option.name, text)} isRequired={option.isRequired} />
          )}
        </label>
      ))}
      <ComboboxInput
        {...inputFor('', state.line)}
        label={state.draft ? 'Further options; Enter sends' : known.label}
        placeholder={placeholderOf(state, hands.isSending)}
      />
      <button type="submit" class="composer-send">
        Send
      </button>
    </div>
  );
}

function placeholderOf({ draft }: ComposerState, isSending: boolean): string {
  if (!draft) return isSending ? 'Waiting for the bot…' : 'Type / for commands';
  return draft.leaf.options.length > draft.fields.length ? '+ options, or Enter' : 'Enter sends';
}

function describeField(option: { shown: string; description: string; isRequired: boolean }): string {
  return `${option.shown}${option.isRequired ? ' (required)' : ''}: ${option.description}`;
}
