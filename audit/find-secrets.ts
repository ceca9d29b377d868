import { formsOf, MIN_FORM_LENGTH } from './forms.ts';
import type { Secret } from './secrets.ts';

/** A secret that a place holds. */
export interface Leak {
  place: string;
  secret: Secret;
  /** The form that it was found in. */
  form: string;
  /** What stands around it. */
  around: string;
}

const AROUND = 60;

/** Looks for all secrets in all their forms at once: by their first characters, then whole. */
export class SecretFinder {
  readonly #byHead = new Map<string, { form: string; secret: Secret }[]>();

  constructor(secrets: readonly Secret[]) {
    for (const secret of secrets)
      for (const form of formsOf(secret)) {
        const head = form.slice(0, MIN_FORM_LENGTH);
        const known = this.#byHead.get(head);
        if (known) known.push({ form, secret });
        else this.#byHead.set(head, [{ form, secret }]);
      }
  }

  get forms(): number {
    return [...this.#byHead.values()].reduce((sum, forms) => sum + forms.length, 0);
  }

  find(place: string, text: string): Leak[] {
    const leaks: Leak[] = [];
    for (let at = 0; at + MIN_FORM_LENGTH <= text.length; at++)
      for (const { form, secret } of this.#byHead.get(text.slice(at, at + MIN_FORM_LENGTH)) ?? [])
        if (text.startsWith(form, at))
          leaks.push({ place, secret, form, around: text.slice(Math.max(0, at - AROUND), at + form.length + AROUND) });
    return leaks;
  }
}
