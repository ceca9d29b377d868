import { accessSync, constants } from 'node:fs';
import path from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const FOLDERS = ['/usr/bin', '/usr/local/bin', '/opt/google/chrome', '/snap/bin'];

/** Where Chromium is; `undefined` when there is none on this machine. */
export const findChromium = (env: Record<string, string | undefined>): string | undefined =>
  [env.CHROMIUM, ...NAMES.flatMap(name => FOLDERS.map(folder => path.join(folder, name)))].find(isProgram);

/** A browser that asks nothing of the network by itself. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const isProgram = (file: string | undefined): boolean => {
  if (!file) return false;
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    // Not there, or not ours to run: the next one may be.
    return false;
  }
};
