import { readFileSync } from 'node:fs';
import { evaluatedName } from './parse-stack.mjs';

/** What webpack's `eval-source-map` evaluates: each module's text, by the name that its frames have. */
export function* evaluatedModules(script) {
  for (const [, literal] of readFileSync(script, 'utf8').matchAll(/\beval\((?:\w+\.ts\()?("(?:[^"\\\n]|\\.)*")\)/g)) {
    const code = JSON.parse(literal);
    const [, module] = /\n\/\/# sourceURL=webpack-internal:\/\/\/(.*)/.exec(code) ?? [];
    if (module !== undefined) yield { url: evaluatedName(module), code };
  }
}
