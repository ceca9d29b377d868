// Runs a built bundle and prints, as JSON, the stack of each error that its sites throw.
//   node run-sites.mjs <entry>
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

Error.stackTraceLimit = 60;
const [entry] = process.argv.slice(2);
if (process.env.MODULE) await import(pathToFileURL(entry).href);
else createRequire(import.meta.url)(entry);

const errors = [];
for (const [site, run] of Object.entries(globalThis.errorSites)) {
  try {
    await run();
    errors.push({ site, stack: null });
  } catch (error) {
    errors.push({ site, type: error.name, value: error.message, stack: String(error.stack) });
  }
}
process.stdout.write(JSON.stringify(errors));
