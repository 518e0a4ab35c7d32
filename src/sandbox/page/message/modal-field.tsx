import { useId } from 'preact/hooks';
import { emojiText } from './button-view.tsx';
import { choicesOf, isSelect } from './choices.ts';
import type { SelectTarget } from './message-context.ts';
import { FORM } from './modal-values.ts';
import { type Payload, readAll, readNumber, readText } from './payload.ts';
import { SelectField } from './select-view.tsx';

export type FieldValue = string | readonly string[];

type FieldProps = {
  field: Payload;
  label: string;
  about: string;
  targets: readonly SelectTarget[];
  value: FieldValue;
  fault: string | null;
  onChange(value: FieldValue): void;
};

/** The names that a field's control carries for those who cannot see its surroundings. */
type Marks = { id: string; labelId: string; describedBy: string | undefined; isWrong: boolean; isRequired: boolean };

/** One field of a form with its label, explanation and fault. */
export function FieldView(props: FieldProps) {
  const { field, label, about, fault } = props;
  const id = useId();
  const type = readNumber(field, 'type', 0);
  const isRequired = field['required'] !== false && type !== FORM.checkbox;
  const described = [about !== '' && `${id}-about`, fault !== null && `${id}-fault`].filter((one) => one !== false);
  const marks: Marks = {
    id,
    labelId: `${id}-label`,
    describedBy: described.length === 0 ? undefined : described.join(' '),
    isWrong: fault !== null,
    isRequired,
  };
  const words = (
    <>
      {label || 'Your answer'}
      {isRequired && (
        <span class="dc-needed">
          <span aria-hidden="true"> *</span>
          <span class="dc-hidden"> (needed)</span>
        </span>
      )}
    </>
  );
  const isInput = type === FORM.textInput || type === FORM.fileUpload || type === FORM.checkbox;
  return (
    <div class="dc-field-box" data-field={readText(field, 'custom_id')}>
      {isInput ? (
        <label id={marks.labelId} class="dc-label" for={id}>
          {words}
        </label>
      ) : (
        <div id={marks.labelId} class="dc-label">
          {words}
        </div>
      )}
      {about !== '' && (
        <div id={`${id}-about`} class="dc-soft">
          {about}
        </div>
      )}
      <ControlView {...props} marks={marks} />
      {fault !== null && (
        <div id={`${id}-fault`} class="dc-fault">
          {fault}
        </div>
      )}
    </div>
  );
}

type ControlProps = FieldProps & { marks: Marks };

function ControlView(props: ControlProps) {
  const { field, targets, value, onChange, marks } = props;
  const type = readNumber(field, 'type', 0);
  if (type === FORM.textInput) return <TextInput {...props} />;
  if (type === FORM.fileUpload) return <UploadInput {...props} />;
  if (type === FORM.radioGroup || type === FORM.checkboxGroup) return <GroupInput {...props} />;
  if (type === FORM.checkbox)
    return (
      <input
        id={marks.id}
        type="checkbox"
        class="dc-check"
        checked={value === 'true'}
        aria-describedby={marks.describedBy}
        onChange={(event) => onChange(String(event.currentTarget.checked))}
      />
    );
  if (isSelect(field))
    return (
      <SelectField
        select={field}
        choices={choicesOf(field, targets, emojiText)}
        isBusy={false}
        labelledBy={marks.labelId}
        onChoose={onChange}
      />
    );
  return <p class="dc-soft">A field of type {type}, which this page cannot show.</p>;
}

function TextInput({ field, value, onChange, marks }: ControlProps) {
  const shared = {
    id: marks.id,
    class: 'dc-input',
    placeholder: readText(field, 'placeholder'),
    maxLength: readNumber(field, 'max_length', 4000),
    value: typeof value === 'string' ? value : '',
    'aria-required': marks.isRequired,
    'aria-invalid': marks.isWrong,
    'aria-describedby': marks.describedBy,
  };
  if (readNumber(field, 'style', 1) === 2)
    return <textarea {...shared} rows={5} onInput={(event) => onChange(event.currentTarget.value)} />;
  return <input {...shared} type="text" onInput={(event) => onChange(event.currentTarget.value)} />;
}

function GroupInput({ field, value, onChange, marks }: ControlProps) {
  const isRadio = readNumber(field, 'type', 0) === FORM.radioGroup;
  const chosen = typeof value === 'string' ? [value] : value;
  const pick = (one: string, isOn: boolean) => {
    if (isRadio) return onChange(one);
    onChange(isOn ? [...chosen, one] : chosen.filter((other) => other !== one));
  };
  return (
    <div
      role={isRadio ? 'radiogroup' : 'group'}
      class="dc-group"
      aria-labelledby={marks.labelId}
      aria-describedby={marks.describedBy}
    >
      {readAll(field, 'options').map((option) => {
        const one = readText(option, 'value');
        return (
          <label key={one} class="dc-group-line">
            <input
              type={isRadio ? 'radio' : 'checkbox'}
              name={marks.id}
              class="dc-check"
              checked={chosen.includes(one)}
              onChange={(event) => pick(one, event.currentTarget.checked)}
            />
            <span class="dc-option-words">
              <span>{readText(option, 'label')}</span>
              {readText(option, 'description') !== '' && <span class="dc-soft">{readText(option, 'description')}</span>}
            </span>
          </label>
        );
      })}
    </div>
  );
}

/** Each chosen file becomes a text: the JSON of its name and what it holds, so that nothing leaves the page before the form is sent. */
function UploadInput({ field, onChange, marks }: ControlProps) {
  const read = async (files: FileList | null) => {
    const texts = Array.from(files ?? [], async (file) => JSON.stringify({ name: file.name, text: await file.text() }));
    onChange(await Promise.all(texts));
  };
  return (
    <input
      id={marks.id}
      type="file"
      class="dc-input"
      multiple={readNumber(field, 'max_values', 1) > 1}
      aria-required={marks.isRequired}
      aria-invalid={marks.isWrong}
      aria-describedby={marks.describedBy}
      onChange={(event) => void read(event.currentTarget.files)}
    />
  );
}
