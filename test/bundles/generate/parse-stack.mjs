import path from 'node:path';

const V8_FRAME = /^ {4}at (?:(.+?) \()?(?:(?:address at )?(.+?):(\d+):(\d+)|native)\)?$/;

/** Frames of a stack, callee first, with files relative to `out`; what is evaluated or native has no place. */
export function parseStack(stack, out) {
  return (stack ?? '')
    .split('\n')
    .map(line => V8_FRAME.exec(line))
    .filter(Boolean)
    .map(([text, name, file, line, column]) => {
      const frame = name === undefined ? {} : { function: name };
      if (file === undefined || text.includes('eval at ')) return frame;
      return { ...frame, file: relative(file, out), line: Number(line), column: Number(column) };
    });
}

function relative(file, out) {
  // An unnamed function that waited has `async` before its file.
  const plain = file.replace(/^(?:async )?(?:file:\/\/)?/, '');
  // Hermes names a script as it was called.
  if (!plain.includes('/') && !plain.includes(':')) return plain;
  const [, inner] = /^webpack-internal:\/\/\/(.*)$/.exec(plain) ?? [];
  if (inner !== undefined) return evaluatedName(inner);
  if (plain.startsWith(out)) return path.relative(out, plain);
  // Code of packages that were not bundled, of Node, or of what runs the bundle: no map is theirs.
  return plain.startsWith('node:') ? plain : plain.replace(/^.*\/(node_modules\/|run-sites)/, '$1');
}

/** A file name for a module that webpack evaluates: `./src/cart.ts` is kept as `evaluated/src/cart.ts.js`. */
export const evaluatedName = module => `evaluated/${module.replace(/^(\.\/)?/, '').replaceAll('|', '-')}.js`;
