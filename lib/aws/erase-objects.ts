import type { Person } from '../ports/eraser.ts';
import type { EraserDeps } from './eraser.ts';
import { readEvent } from './event-payload.ts';
import { zstdFrames } from './zstd-frames.ts';

/** Folders whose objects lie below a class of days and the project: `payloads/d90/42/…`. */
const PAYLOADS = 'payloads/';
const FOLDERS = [PAYLOADS, 'attachments/', 'fates/', 'dead-letters/'] as const;
/** Objects in it lie below their project at once, in folders of their own: `artifacts/42/…/p-0000`. */
const ARTIFACTS = 'artifacts/';
/** Deleted side by side. */
const AT_ONCE = 16;
/** Payloads are in packs of up to 4 MB. */
const STEP_OBJECTS = 5;

/** Where a project's objects may lie: below a class of days, or in the folder itself where there are no classes. */
const prefixesOf = async ({ objects }: EraserDeps, folder: string, projectId: string): Promise<string[]> => [
  ...(await objects.folders(folder)).map(one => `${one}${projectId}/`),
  `${folder}${projectId}/`,
];

/** Objects of a project, up to a thousand of each class; some lie there without a row, left by who died. Whether there were any. */
export const eraseObjects = async (deps: EraserDeps, projectId: string): Promise<boolean> => {
  const prefixes = (await Promise.all(FOLDERS.map(folder => prefixesOf(deps, folder, projectId)))).flat();
  prefixes.push(`${ARTIFACTS}${projectId}/`);
  let found = false;
  for (const prefix of prefixes) {
    const keys = await deps.objects.list(prefix);
    found ||= keys.length > 0;
    for (let at = 0; at < keys.length; at += AT_ONCE)
      await Promise.all(keys.slice(at, at + AT_ONCE).map(key => deps.blobs.delete(key)));
  }
  return found;
};

/** Some of a project's payloads, whether a row leads to them or not: what a person wrote of them becomes zeros. */
export const eraseStrays = async (
  deps: EraserDeps,
  { projectId, person, from }: { projectId: string; person: Person; from: string | undefined },
): Promise<string | undefined> => {
  const prefixes = await prefixesOf(deps, PAYLOADS, projectId);
  const keys = (await Promise.all(prefixes.map(prefix => deps.objects.list(prefix, from)))).flat().sort();
  const step = keys.slice(0, STEP_OBJECTS);
  for (const key of step) await blankPerson(deps, key, person);
  return step.at(-1);
};

const blankPerson = async ({ blobs }: EraserDeps, key: string, person: Person): Promise<void> => {
  const found = await blobs.get(key);
  if (!found) return;
  const bytes = new Uint8Array(found);
  for (const { offset, length } of zstdFrames(bytes)) {
    const event = readEvent(bytes.subarray(offset, offset + length));
    if (typeof event === 'object' && person.wrote(event)) bytes.fill(0, offset, offset + length);
  }
  if (bytes.every(byte => byte === 0)) await blobs.delete(key);
  else if (Buffer.compare(bytes, found) !== 0) await blobs.put(key, bytes);
};
