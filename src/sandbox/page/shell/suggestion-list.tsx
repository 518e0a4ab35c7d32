import { useEffect, useRef } from 'preact/hooks';
import type { Suggestion } from './matching.ts';

export const LIST_ID = 'composer-list';

/** The id of the suggestion number `index`, for aria-activedescendant. */
export function suggestionId(index: number): string {
  return `${LIST_ID}-${index}`;
}

/** The list above the composer; the caret stays in the composer while it is used. */
export function SuggestionList(props: {
  label: string;
  hint: string;
  suggestions: readonly Suggestion[];
  active: number;
  onPick: (chosen: Suggestion) => void;
}) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.children[props.active]?.scrollIntoView({ block: 'nearest' });
  }, [props.active, props.suggestions.length]);
  if (props.suggestions.length === 0) return props.hint === '' ? null : <p class="composer-hint">{props.hint}</p>;
  return (
    <div class="composer-popup">
      {props.hint !== '' && <p class="composer-hint">{props.hint}</p>}
      <ul id={LIST_ID} ref={list} role="listbox" aria-label={props.label} class="composer-list">
        {props.suggestions.map((one, index) => (
          <li
            key={one.key}
            id={suggestionId(index)}
            role="option"
            aria-selected={index === props.active}
            class="composer-option"
            // The press must not take the caret away from the composer.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => props.onPick(one)}
          >
            <span class="composer-option-title">{one.title}</span>
            {one.detail !== '' && <span class="composer-option-detail">{one.detail}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
