import type { FetchedFile } from '../../ports/fetcher.ts';
import { type Lines, type SourceLines, sourceLines } from '../../symbolicate/source-lines.ts';
import type { Cached } from './byte-cache.ts';
import type { SymbolicateDeps } from './deps.ts';
import { decode, readSource } from './read-source.ts';
import { scrape } from './scrape.ts';
import { uploadedAs } from './uploaded-file.ts';
import { bundlesOf, type EventBuild } from './uploads.ts';

/** Milliseconds that a file of the web stays decoded; a frame needs eleven of its lines. */
const DECODED_FOR_MS = 600_000;

/** Lines of an original file that its map does not bring along: uploaded beside it, or on the web. */
export const originalFile = async (
  deps: SymbolicateDeps,
  eventBuild: EventBuild,
  url: string,
): Promise<Lines | undefined> => {
  const found = uploadedAs(await bundlesOf(deps, eventBuild), url, ['source', 'minified_source']);
  const source = found && (await readSource(deps, found.artifact));
  if (typeof source === 'object') return source;
  const file = (await scrape(deps, eventBuild.projectId, url))?.file;
  const lines =
    file && (await deps.symbolicationMemory.sources.get(`scraped ${eventBuild.projectId} ${url}`, readOnce(file)));
  return typeof lines === 'object' ? lines : undefined;
};

const readOnce = (file: FetchedFile) => async (): Promise<Cached<SourceLines>> => {
  const text = decode(file.body);
  return { value: sourceLines(text), bytes: 2 * text.length, forMs: DECODED_FOR_MS };
};
