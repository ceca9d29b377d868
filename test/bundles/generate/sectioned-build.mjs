// A script of several parts with an indexed map, as Turbopack writes them: one section a part, its own paths.
import { writeFileSync } from 'node:fs';
import path from 'node:path';

const PARTS = [
  [`import { cartSites } from './cart'; import { orderSites } from './orders';`, 'cartSites, ...orderSites'],
  [`import { closureSites } from './closures'; import { longSites } from './long';`, 'closureSites, ...longSites'],
  [`import { koreanSites } from './korean'; import { legacySites } from './legacy';`, 'koreanSites, ...legacySites'],
];

/** @param {import('./builds.mjs').Place} place */
export async function sectioned({ app, out, load }) {
  const esbuild = await load('esbuild');
  let script = '';
  const sections = [];
  for (const [imports, spread] of PARTS) {
    const contents = `${imports} globalThis.errorSites = { ...globalThis.errorSites, ...${spread} };`;
    const part = await bundle(esbuild, app, contents);
    const lines = script.split('\n');
    sections.push({ offset: { line: lines.length - 1, column: lines.at(-1).length }, map: JSON.parse(part.map) });
    // The second begins where the first ends, on one line; the third on a line of its own.
    script += sections.length === 2 ? `${part.code}\n/* the third part */\n` : part.code;
  }
  writeFileSync(path.join(out, 'main.js'), `${script}\n//# sourceMappingURL=main.js.map\n`);
  writeFileSync(path.join(out, 'main.js.map'), JSON.stringify({ version: 3, sections: sections.map(renamed) }));
  return { made: `esbuild ${esbuild.version}, three parts as sections`, entry: 'main.js', type: 'commonjs' };
}

async function bundle(esbuild, app, contents) {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: app,
    stdin: { contents, resolveDir: path.join(app, 'src'), sourcefile: 'src/part.ts', loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'iife',
    sourcemap: 'external',
    outfile: path.join(app, 'main.js'),
    write: false,
  });
  const text = ending => outputFiles.find(file => file.path.endsWith(ending)).text;
  return { code: text('.js').trimEnd(), map: text('.map') };
}

const renamed = ({ offset, map }) => ({
  offset,
  map: { ...map, sources: map.sources.map(source => `turbopack:///[project]/${source}`) },
});
