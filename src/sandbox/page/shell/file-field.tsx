import type { ComposerHands } from './use-composer.ts';

/** The field of an option that takes a file: the browser's own chooser, under the name of what was chosen. */
export function FileField(props: {
  name: string;
  text: string;
  isRequired: boolean;
  onKeyDown: ComposerHands['onKeyDown'];
  onFile: (file: File) => void;
  onEnter: () => void;
}) {
  return (
    <>
      <input
        class="composer-file"
        type="file"
        name={`option-${props.name}`}
        aria-required={props.isRequired ? true : undefined}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) props.onFile(file);
        }}
        onKeyDown={(event) => {
          // Enter and the blank open the chooser, until a file is chosen.
          if (event.key !== 'Enter' || props.text !== '') props.onKeyDown(event);
        }}
        onFocus={props.onEnter}
      />
      <span class="composer-file-name" aria-hidden="true">
        {props.text === '' ? 'Choose a file…' : props.text}
      </span>
    </>
  );
}
