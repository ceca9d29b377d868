import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { PATIENCE_MS } from '../support/patience.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const FOLDERS = ['/usr/bin', '/usr/local/bin', '/opt/google/chrome', '/snap/bin'];

/** Where Chromium is; `undefined` when there is none on this machine. */
export const findChromium = (env: Record<string, string | undefined>): string | undefined =>
  [env.CHROMIUM, ...NAMES.flatMap(name => FOLDERS.map(folder => path.join(folder, name)))].find(isProgram);

/** A browser that asks nothing of the network by itself. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const launchChromium = (executablePath: string | undefined): Promise<Browser> =>
  chromium.launch({ ...(executablePath && { executablePath }), args: FLAGS, timeout: PATIENCE_MS });

/** A page in a context of its own, which waits as long as a busy machine takes. */
export const openPage = async (browser: Browser, settings: Parameters<Browser['newPage']>[0] = {}): Promise<Page> => {
  const page = await browser.newPage(settings);
  page.context().setDefaultTimeout(PATIENCE_MS);
  return page;
};

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
