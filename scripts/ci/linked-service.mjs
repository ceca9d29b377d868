import { copyFile, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const CONFIGURATION = 'serverless.yml';

/**
 * A directory to package or deploy in that is nobody else's. Packaging writes into the service's directory, and two
 * at a time take each other's files away, whereupon the bundler waits for ever.
 *
 * @returns {Promise<{ directory: string, remove(): Promise<void> }>}
 */
export async function linkedService() {
  const directory = await mkdtemp(join(tmpdir(), 'service-'));
  const names = (await readdir(ROOT)).filter(name => !name.startsWith('.') && name !== CONFIGURATION);
  await Promise.all(names.map(name => symlink(join(ROOT, name), join(directory, name), 'junction')));
  // osls looks for a file, and a link is none to it.
  await copyFile(join(ROOT, CONFIGURATION), join(directory, CONFIGURATION));
  return { directory, remove: () => rm(directory, { recursive: true, force: true }) };
}
