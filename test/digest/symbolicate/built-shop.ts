import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import type { Frame } from '../../../lib/protocol/event.ts';
import { ROOT } from '../../support/product.ts';

export const PAY = `export class Cart {
  /** Throws when nothing is in it. */
  pay(lines: string[]): string {
    if (lines.length === 0) throw new RangeError('nothing to pay');
    return lines.join();
  }
}
`;
const MAIN = `import { Cart } from './pay.ts';

export const checkOut = (): string => new Cart().pay([]);

globalThis.start = function start() {
  return checkOut();
};
`;

export interface BuiltShop {
  /** As built, without a word about its map. */
  code: string;
  map: string;
  /** As an SDK sends it: the frames of the error, the caller first. */
  frames: Frame[];
}

/** What the browser's error says of a file at an address. @param before code that another build has in front */
export const builtShop = (address: string, before = ''): BuiltShop => {
  const directory = mkdtempSync(path.join(tmpdir(), 'allim-shop-'));
  try {
    writeFileSync(path.join(directory, 'pay.ts'), PAY);
    writeFileSync(path.join(directory, 'main.ts'), before + MAIN);
    const out = path.join(directory, 'out.js');
    const options = ['--bundle', '--minify', '--sourcemap=external', '--log-level=error', `--outfile=${out}`];
    execFileSync(path.join(ROOT, 'node_modules/.bin/esbuild'), [path.join(directory, 'main.ts'), ...options]);
    const code = readFileSync(out, 'utf8');
    return { code, map: readFileSync(`${out}.map`, 'utf8'), frames: framesOfError(code, address) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
};

const FRAME = /^\s*at (?:(?<name>\S.*) \()?(?<file>.+?):(?<line>\d+):(?<column>\d+)\)?$/;

const framesOfError = (code: string, address: string): Frame[] => {
  const stack = String(
    runInNewContext(`try { start() } catch (error) { error.stack }`, contextOf(code, address), 'caller'),
  );
  const lines = stack.split('\n').map(line => FRAME.exec(line)?.groups ?? {});
  return lines
    .filter(({ file }) => file === address)
    .reverse()
    .map(({ name, file, line, column }) => ({
      ...(name && { function: name }),
      filename: '/app.js',
      abs_path: file ?? '',
      lineno: Number(line),
      colno: Number(column),
      in_app: true,
    }));
};

const contextOf = (code: string, address: string): object => {
  const context = {};
  runInNewContext(code, context, address);
  return context;
};
