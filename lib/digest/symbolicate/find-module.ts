import type { Artifact } from '../../ports/artifact-store.ts';
import type { ModuleFault } from '../../symbolicate/fault.ts';
import type { FindModule, JavascriptModule } from '../../symbolicate/javascript-module.ts';
import { type Deadline, inTime, msLeft } from './deadline.ts';
import type { SymbolicateDeps } from './deps.ts';
import { mapOf } from './map-of.ts';
import { openSymbols } from './open-symbols.ts';
import { originalFile } from './original-file.ts';
import { readSource } from './read-source.ts';
import { scrapingOf } from './scrape.ts';
import { scrapedModule } from './scraped-module.ts';
import { type UploadedFile, uploadedFile } from './uploaded-file.ts';
import { type EventBuild, hasUploads } from './uploads.ts';

/** What is found on the way, so that bundles in use live on. */
export type NoteUse = (artifact: Artifact) => void;

/** Looks for the files of one build: by debug id, then by release and address, then on the web. Each path once. */
export const moduleFinder = (
  deps: SymbolicateDeps,
  eventBuild: EventBuild,
  { deadline, noteUse }: { deadline: Deadline; noteUse: NoteUse },
): FindModule => {
  const known = new Map<string, Promise<JavascriptModule>>();
  const late: JavascriptModule = { fault: 'out_of_time', scraping: [] };
  const isLate = (): boolean => msLeft(deadline) === 0;
  const find = async (absPath: string, debugId: string | undefined): Promise<JavascriptModule> => {
    // What nobody has the time to wait for is not begun.
    if (isLate()) return late;
    const wanted = { absPath, debugId, deadline, noteUse };
    const module = await inTime(deadline, findModule(deps, eventBuild, wanted), late);
    return module.symbols ? { ...module, isLate } : module;
  };
  return (absPath, debugId) => {
    const key = `${debugId ?? ''} ${absPath}`;
    const asked = known.get(key) ?? find(absPath, debugId);
    known.set(key, asked);
    return asked;
  };
};

interface Wanted {
  absPath: string;
  debugId: string | undefined;
  deadline: Deadline;
  noteUse: NoteUse;
}

const findModule = async (deps: SymbolicateDeps, eventBuild: EventBuild, wanted: Wanted): Promise<JavascriptModule> => {
  const [any, scraping] = await Promise.all([
    hasUploads(deps, eventBuild.projectId),
    scrapingOf(deps, eventBuild.projectId),
  ]);
  if (!any && !scraping?.enabled) return { fault: 'no_uploads', scraping: [] };
  const file = any ? await uploadedFile(deps, eventBuild, wanted) : undefined;
  return file
    ? uploadedModule(deps, eventBuild, wanted, file)
    : {
        ...(await scrapedModule(deps, eventBuild, wanted)),
        sourceAt: url => originalFile(deps, eventBuild, url),
      };
};

/** A file that was uploaded, with its map. */
const uploadedModule = async (
  deps: SymbolicateDeps,
  eventBuild: EventBuild,
  wanted: Wanted,
  file: UploadedFile,
): Promise<JavascriptModule> => {
  if (file.minified) wanted.noteUse(file.minified);
  const source = file.minified && (await readSource(deps, file.minified));
  const minified = typeof source === 'object' ? source : undefined;
  const found = await mapOf(deps, eventBuild, { ...wanted, ...file, text: minified?.text });
  const sourceAt = (url: string) => originalFile(deps, eventBuild, url);
  const { mapUrl, base, resolvedWith, scraping = [] } = found;
  const module = { minified, mapUrl, base, resolvedWith, scraping, sourceAt };
  if ('fault' in found) return { ...module, fault: minified || !source ? found.fault : faultOf(source, found.fault) };
  if (found.symbols) return { ...module, symbols: found.symbols };
  wanted.noteUse(found.map);
  const symbols = await openSymbols(deps, found.map, file.minified, wanted.deadline);
  return typeof symbols === 'string' ? { ...module, fault: symbols } : { ...module, symbols };
};

/** That a file cannot be read says more than that it names no map. */
const faultOf = (source: unknown, other: ModuleFault): ModuleFault =>
  source === 'too_large' || source === 'unreadable' ? source : other;
