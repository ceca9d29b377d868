/** Bytes that are no symbol index of this version: it is to be built again. */
export class BrokenSymbolIndex extends Error {
  override name = 'BrokenSymbolIndex';
}
