import type { Complaint } from './texts.ts';

/** What the user wrote. */
export interface ReportForm {
  name: string;
  email: string;
  comments: string;
}

type Field = keyof ReportForm;
export type FormErrors = Partial<Record<Field, Complaint>>;

/** Characters; Sentry's for a user report. */
const MAX_CHARS: Record<Field, number> = { name: 128, email: 75, comments: 4_096 };
/** Something, one `@`, and a host with a dot: whether it is anybody's cannot be seen. */
const EMAIL = /^[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+$/;

/** The form's fields, or what is wrong with them: all must be there. */
export const readForm = (form: URLSearchParams): { report: ReportForm } | { errors: FormErrors } => {
  const report = { name: fieldOf(form, 'name'), email: fieldOf(form, 'email'), comments: fieldOf(form, 'comments') };
  const errors: FormErrors = {};
  for (const field of ['name', 'email', 'comments'] as const) {
    const complaint = complaintAbout(field, report[field]);
    if (complaint) errors[field] = complaint;
  }
  return Object.keys(errors).length > 0 ? { errors } : { report };
};

const fieldOf = (form: URLSearchParams, name: Field): string => (form.get(name) ?? '').trim();

const complaintAbout = (field: Field, text: string): Complaint | undefined => {
  if (text === '') return 'required';
  if (text.length > MAX_CHARS[field]) return 'tooLong';
  return field === 'email' && !EMAIL.test(text) ? 'email' : undefined;
};
