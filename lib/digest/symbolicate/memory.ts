import type { Artifact, ArtifactBundle } from '../../ports/artifact-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ScrapingSettings } from '../../ports/scraping-store.ts';
import type { ModuleFault } from '../../symbolicate/fault.ts';
import type { PieceLines } from '../../symbolicate/format/piece-lines.ts';
import type { TokenBlock } from '../../symbolicate/format/token-block.ts';
import type { KeepPart, KeptParts } from '../../symbolicate/open-index.ts';
import type { SourceLines } from '../../symbolicate/source-lines.ts';
import type { SymbolIndex } from '../../symbolicate/symbol-index.ts';
import { type ByteCache, byteCache } from './byte-cache.ts';
import type { Scraped } from './scrape.ts';

const MIB = 1024 * 1024;
/** Bytes, of the digest. Together a fifth of its memory: the rest is for a batch, and for reading one large map. */
const MAX_BLOCK_BYTES = 48 * MIB;
const MAX_TOKEN_BYTES = 24 * MIB;
const MAX_PIECE_BYTES = 24 * MIB;
const MAX_SOURCE_BYTES = 48 * MIB;
const MAX_LISTING_BYTES = 16 * MIB;
const MAX_OPEN_BYTES = 16 * MIB;
const MAX_SCRAPED_BYTES = 32 * MIB;
const MAX_SMALL_BYTES = 2 * MIB;

/** What a process remembers of uploads from one batch to the next, each kind bounded by bytes. */
export interface SymbolicationMemory {
  /** Whether anything was uploaded, by project. */
  uploads: ByteCache<boolean>;
  settings: ByteCache<ScrapingSettings | undefined>;
  /** By debug id. */
  ids: ByteCache<readonly Artifact[]>;
  /** By release and dist. */
  releases: ByteCache<readonly ArtifactBundle[]>;
  /** Built files, for the lines around raw frames, or why they cannot be read. */
  sources: ByteCache<SourceLines | ModuleFault>;
  /** Parts of symbol indexes, as they are stored. */
  blocks: ByteCache<Uint8Array | undefined>;
  /** Where an index that is opened keeps what it unpacks: all of them have one room together. */
  keptParts(): KeptParts;
  /** Indexes whose parts are read when they are needed, or why there is none. */
  opened: ByteCache<SymbolIndex | ModuleFault>;
  scraped: ByteCache<Scraped>;
  /** Large maps are read one after the other: two at a time would not fit. */
  inTurn<T>(build: () => Promise<T>): Promise<T>;
}

/** @param share what part of the digest's bytes a door has that has less memory */
export const symbolicationMemory = (clock: Clock, share = 1): SymbolicationMemory => {
  let last: Promise<unknown> = Promise.resolve();
  return {
    uploads: byteCache(MAX_SMALL_BYTES, clock),
    settings: byteCache(MAX_SMALL_BYTES, clock),
    ids: byteCache(share * MAX_LISTING_BYTES, clock),
    releases: byteCache(share * MAX_LISTING_BYTES, clock),
    sources: byteCache(share * MAX_SOURCE_BYTES, clock),
    blocks: byteCache(share * MAX_BLOCK_BYTES, clock),
    keptParts: roomForParts(share, clock),
    opened: byteCache(share * MAX_OPEN_BYTES, clock),
    scraped: byteCache(share * MAX_SCRAPED_BYTES, clock),
    inTurn: build => {
      const turn = last.then(build);
      // Whoever waits for it hears of its failure; the next in line does not.
      last = turn.catch(() => undefined);
      return turn;
    },
  };
};

/** An index that is opened again begins anew: its map may be another one by then. */
const roomForParts = (share: number, clock: Clock): (() => KeptParts) => {
  const tokens = byteCache<TokenBlock>(share * MAX_TOKEN_BYTES, clock);
  const pieces = byteCache<PieceLines>(share * MAX_PIECE_BYTES, clock);
  let opened = 0;
  return () => {
    const name = ++opened;
    const own = <Part>(all: ByteCache<Part>): KeepPart<Part> => ({
      get: (number, read) => all.get(`${name}/${number}`, read),
    });
    return { blocks: own(tokens), pieces: own(pieces) };
  };
};
