import { useState } from 'preact/hooks';
import type { PageModal } from '../../page-protocol.ts';
import { guessTargets } from './choices.ts';
import { MarkdownView } from './markdown-view.tsx';
import type { SelectTarget } from './message-context.ts';
import { FieldView } from './modal-field.tsx';
import { encodeValues, FORM, type FormValues, formFaults, startingValues } from './modal-values.ts';
import { type Payload, readAll, readNumber, readOne, readText } from './payload.ts';
import './message.css';

type ModalProps = {
  modal: PageModal;
  /** Resolves to a sentence when the form is refused, and to null when it is taken. Values as `encodeValues` writes them. */
  onSubmit(values: Record<string, string>): Promise<string | null>;
  onCancel(): void;
  targets?: readonly SelectTarget[];
};

/** The content of a form's dialog; the dialog itself, with its focus and its Escape, is the page's. */
export function ModalView({ modal, onSubmit, onCancel, targets }: ModalProps) {
  const { body } = modal;
  const components = readAll(body, 'components');
  const [values, setValues] = useState<FormValues>(() => startingValues(body));
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const send = async (form: HTMLFormElement) => {
    const found = formFaults(body, values);
    setFaults(found);
    setRefusal(null);
    const [first] = Object.keys(found);
    if (first !== undefined) return focusField(form, first);
    setBusy(true);
    setRefusal(await onSubmit(encodeValues(values)).catch(() => 'The form could not be sent.'));
    setBusy(false);
  };
  return (
    <form
      class="dc-modal"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) void send(event.currentTarget);
      }}
    >
      <h2 class="dc-modal-title">{readText(body, 'title') || 'Form'}</h2>
      {components.map((component, i) => (
        <PartView
          key={i}
          component={component}
          targets={targets ?? guessTargets({}, components)}
          values={values}
          faults={faults}
          onChange={(id, value) => setValues((old) => ({ ...old, [id]: value }))}
        />
      ))}
      {refusal !== null && (
        <p class="dc-failure" role="alert">
          {refusal}
        </p>
      )}
      <EndRow isBusy={isBusy} onCancel={onCancel} />
    </form>
  );
}

function EndRow({ isBusy, onCancel }: { isBusy: boolean; onCancel(): void }) {
  return (
    <div class="dc-modal-end">
      <button type="button" class="dc-button dc-button-secondary" onClick={onCancel}>
        Cancel
      </button>
      <button type="submit" class="dc-button dc-button-primary" aria-busy={isBusy} aria-disabled={isBusy || undefined}>
        Submit
      </button>
    </div>
  );
}

function focusField(form: HTMLFormElement, customId: string): void {
  for (const field of form.querySelectorAll<HTMLElement>('[data-field]'))
    if (field.dataset['field'] === customId) field.querySelector<HTMLElement>('input, textarea, button')?.focus();
}

type PartProps = {
  component: Payload;
  targets: readonly SelectTarget[];
  values: FormValues;
  faults: Readonly<Record<string, string>>;
  onChange(id: string, value: string | readonly string[]): void;
};

/** A part of the form: a text, or a field with its label (a label component, or the older row with a labeled input). */
function PartView({ component, targets, values, faults, onChange }: PartProps) {
  const type = readNumber(component, 'type', 0);
  if (type === FORM.text) return <MarkdownView text={readText(component, 'content')} />;
  const isLabel = type === FORM.label;
  const fields = isLabel
    ? [readOne(component, 'component')]
    : type === FORM.row
      ? readAll(component, 'components')
      : [component];
  return (
    <>
      {fields.map((field) => {
        const id = readText(field, 'custom_id');
        return (
          <FieldView
            key={id}
            field={field}
            label={readText(isLabel ? component : field, 'label')}
            about={readText(isLabel ? component : field, 'description')}
            targets={targets}
            value={values[id] ?? ''}
            fault={faults[id] ?? null}
            onChange={(value) => onChange(id, value)}
          />
        );
      })}
    </>
  );
}
