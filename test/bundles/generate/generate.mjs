// Builds the sources with every bundler, runs each bundle, and records what the reference engine answers.
//   node generate.mjs <folder with these packages installed> <python that has symbolic> [name of a build …]
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { BUILDS, laySources } from './builds.mjs';
import { evaluatedModules } from './evaluated-modules.mjs';
import { FORMS } from './forms-builds.mjs';
import { parseStack } from './parse-stack.mjs';

const HERE = import.meta.dirname;
const RECORDED = path.join(HERE, '..', 'recorded');
/** What stands for the folder in which the bundlers ran. */
const NEUTRAL = '/shop';
const [folder, python, ...asked] = process.argv.slice(2);
const work = path.resolve(folder);
const requireThere = createRequire(path.join(work, 'package.json'));

const all = { ...BUILDS, ...FORMS };
for (const name of asked.length > 0 ? asked : Object.keys(all)) await record(name);

async function record(name) {
  const place = { work, app: path.join(work, 'app'), out: path.join(work, 'out', name), load };
  for (const old of [place.app, place.out]) rmSync(old, { recursive: true, force: true });
  laySources(path.join(HERE, '..', Object.hasOwn(FORMS, name) ? 'sources/forms' : 'sources'), place.app);
  mkdirSync(place.out, { recursive: true });
  const built = await all[name](place);
  const errors = runSites(place, built).map(error => ({
    ...error,
    stack: undefined,
    frames: parseStack(error.stack, place.out),
  }));
  const target = path.join(work, 'recorded', name);
  rmSync(target, { recursive: true, force: true });
  const files = keepFiles(place, target, built.engine);
  writeFileSync(path.join(target, 'answers.json'), JSON.stringify({ made: built.made, files, errors }));
  process.stdout.write(execFileSync(python, [path.join(HERE, 'answers.py'), target], { encoding: 'utf8' }));
  checkNeutral(target);
  writeFileSync(path.join(RECORDED, `${name}.json.gz`), pack(target));
}

/** All of a bundle in one file, as test/bundles/recorded-bundle.ts reads it. */
function pack(target) {
  const read = name => readFileSync(path.join(target, name), 'utf8');
  const { files, ...rest } = JSON.parse(read('answers.json'));
  const whole = Object.entries(files).map(([name, { map, ...answers }]) => [
    name,
    { script: read(name), ...(map !== 'inline' && { map: read(map) }), ...answers },
  ]);
  return gzipSync(JSON.stringify({ ...rest, files: Object.fromEntries(whole) }), { level: 9 });
}

/** The package's ES module where it has one, as `import` in that folder would. */
async function load(name) {
  return import(pathToFileURL(requireThere.resolve(name)).href);
}

function runSites({ work, out }, { entry, type, engine }) {
  const file = path.join(out, entry);
  if (engine === 'hermes') {
    const vm = path.join(work, 'node_modules/hermes-engine-cli/linux64-bin/hermes');
    return JSON.parse(execFileSync(vm, ['-b', file], { encoding: 'utf8', cwd: out }).trim().split('\n').at(-1));
  }
  writeFileSync(path.join(out, 'package.json'), JSON.stringify({ type }));
  const env = { ...process.env, ...(type === 'module' && { MODULE: '1' }) };
  const printed = execFileSync(process.execPath, [path.join(HERE, 'run-sites.mjs'), file], { encoding: 'utf8', env });
  return JSON.parse(printed);
}

/** Scripts with their maps; a script that evaluates modules gives those too. `{ <script>: <map or 'inline'> }` */
function keepFiles({ out }, target, engine) {
  const files = {};
  const keep = (name, map, from = path.join(out, name)) => {
    const to = path.join(target, name);
    mkdirSync(path.dirname(to), { recursive: true });
    if (typeof from === 'string') cpSync(from, to);
    else writeFileSync(to, from);
    files[name] = map;
  };
  for (const name of readdirSync(out, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith(engine === 'hermes' ? '.jsbundle' : '.js')) continue;
    const map = mapOf(path.join(out, name));
    if (map === undefined) continue;
    if (map === 'evaluated') {
      for (const { url, code } of evaluatedModules(path.join(out, name))) keep(url, 'inline', Buffer.from(code));
      continue;
    }
    // Of bytecode there is no text to keep.
    keep(name, map === 'inline' ? map : `${name}.map`, name.endsWith('.jsbundle') ? Buffer.alloc(0) : undefined);
    if (map !== 'inline') writeFileSync(path.join(target, `${name}.map`), neutral(map));
  }
  return files;
}

/** Text of the map, `inline`, or `undefined` where there is none. */
function mapOf(script) {
  for (const name of [`${script}.composed`, `${script}.map`]) {
    if (existsSync(name)) return readFileSync(name, 'utf8');
  }
  const code = readFileSync(script, 'utf8');
  if (/sourceURL=webpack-internal/.test(code)) return 'evaluated';
  return /\n\/\/# sourceMappingURL=data:[^\n]*\s*$/.test(code) ? 'inline' : undefined;
}

function neutral(map) {
  return map.replaceAll(path.join(work, 'app'), NEUTRAL).replaceAll(work, NEUTRAL);
}

function checkNeutral(target) {
  for (const name of readdirSync(target, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(target, name);
    if (statSync(file).isFile() && readFileSync(file, 'utf8').includes(work)) throw new Error(`${file} names ${work}`);
  }
}
