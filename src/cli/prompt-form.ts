import * as z from 'zod';

const option = z.object({ label: z.string(), value: z.string() });
const form = z.object({
  title: z.string(),
  components: z.array(
    z.object({
      label: z.string(),
      component: z.object({
        custom_id: z.string(),
        required: z.boolean().default(true),
        options: z.array(option).default([]),
      }),
    }),
  ),
});
type Field = z.output<typeof form>['components'][number];

/** A form that is filled in line by line. */
export type TypedForm = {
  /** The question of the field whose turn it is. */
  question(): string;
  /** Takes the answer to it; true once there is no other field. */
  answer(line: string): boolean;
  /** By custom id, as the sandbox takes them. */
  values(): Record<string, string>;
};

/** A form that the bot opened, as it sent it: texts as they are typed, choices by their number, label or value. */
export function readTypedForm(modal: unknown): TypedForm {
  const { title, components: fields } = form.parse(modal);
  const given: Record<string, string> = {};
  let at = 0;
  return {
    question() {
      const field = fields[at];
      return field ? `${at === 0 ? `Form: ${title}\n` : ''}${ask(field)}` : '';
    },
    answer(line) {
      const field = fields[at++];
      if (field) given[field.component.custom_id] = valueOf(field, line.trim());
      return at >= fields.length;
    },
    values: () => given,
  };
}

function ask({ label, component: { required, options } }: Field): string {
  const lines = options.map((one, i) => `  ${i + 1}. ${one.label}`);
  return [`${label}${required ? '' : ' (may stay empty: -)'}:`, ...lines].join('\n');
}

function valueOf({ component: { required, options } }: Field, line: string): string {
  const text = line === '-' && !required ? '' : line;
  if (options.length === 0) return text;
  const found = options[Number(text) - 1] ?? options.find(({ label, value }) => label === text || value === text);
  return JSON.stringify(found ? [found.value] : []);
}
