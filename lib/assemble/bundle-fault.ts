/** Why an upload cannot be used. Its message is a sentence for who uploaded it, and quotes nothing of it but names. */
export class BundleFault extends Error {
  override name = 'BundleFault';
}

/** Characters of a name that a message quotes. */
const MAX_QUOTED = 120;

/** A name from outside, fit to stand in a message. */
export const quoted = (name: string): string => JSON.stringify(name.slice(0, MAX_QUOTED).toWellFormed());
