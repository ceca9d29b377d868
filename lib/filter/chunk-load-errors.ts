import type { Exception } from '../protocol/event.ts';
import type { Filter } from './filter.ts';

/** A part of the app could not be loaded: the user went offline, or a deployment took it away. */
export const chunkLoadErrors: Filter = settings => {
  if (!settings.chunkLoadErrors) return undefined;
  return ({ exception }) => exception?.values.some(isChunkLoadError) === true;
};

const isChunkLoadError = ({ type, value = '' }: Exception): boolean =>
  (type === 'ChunkLoadError' && value.startsWith('Loading chunk ')) || value.includes('ChunkLoadError: Loading chunk ');
