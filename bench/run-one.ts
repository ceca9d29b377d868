// One benchmark, by name, for the process that runs them all (run.ts).
import { BENCHMARKS } from './benchmarks.ts';

const [name = ''] = process.argv.slice(2);
const bench = BENCHMARKS.get(name);
if (!bench) throw new Error(`there is no benchmark “${name}”`);
process.send?.(await bench());
// Whatever it has left running is not measured any more.
process.disconnect?.();
