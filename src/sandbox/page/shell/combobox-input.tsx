import { LIST_ID, suggestionId } from './suggestion-list.tsx';

/** One of the composer's inputs. Only the one that has the caret opens the list. */
export function ComboboxInput(props: {
  name: string;
  label?: string;
  placeholder?: string;
  value: string;
  isRequired?: boolean;
  isCurrent: boolean;
  isExpanded: boolean;
  active: number;
  onText: (text: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onEnter: () => void;
}) {
  const isExpanded = props.isCurrent && props.isExpanded;
  return (
    <input
      class="composer-input"
      name={`option-${props.name}`}
      type="text"
      role="combobox"
      autocomplete="off"
      autocapitalize="off"
      spellcheck={false}
      enterkeyhint="send"
      size={props.name === '' ? 12 : Math.min(Math.max(props.value.length, 6), 40)}
      aria-autocomplete="list"
      aria-expanded={isExpanded}
      aria-controls={isExpanded ? LIST_ID : undefined}
      aria-activedescendant={isExpanded && props.active >= 0 ? suggestionId(props.active) : undefined}
      aria-label={props.label}
      aria-required={props.isRequired === true ? true : undefined}
      placeholder={props.placeholder}
      value={props.value}
      onInput={(event) => props.onText(event.currentTarget.value)}
      onKeyDown={props.onKeyDown}
      onFocus={props.onEnter}
    />
  );
}
