import type { Door } from './door.ts';
import { envelopeDoor } from './envelope.ts';

/**
 * `POST /tunnel/`, below any prefix: an envelope that names its project by its `dsn` alone, as SDKs send it with their
 * option `tunnel`. A page that puts this address below its own gets past blockers that know an ingest path when they see one.
 */
export const tunnelDoor: Door = { ...envelopeDoor, path: 'tunnel', tunnel: true };
