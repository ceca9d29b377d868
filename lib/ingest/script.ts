import type { Json } from '../protocol/json.ts';

/** A value as a JavaScript expression that ends neither a script element nor a line, whatever texts are in it. */
export const toScriptValue = (value: Json): string =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A script without its indentation, comment lines and empty lines. The script has no text that spans lines. */
export const compactScript = (source: string): string =>
  source
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('//'))
    .join('\n');
