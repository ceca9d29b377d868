import type { FingerprintRule } from './fingerprint-rule.ts';
import { parseFingerprintRules } from './parse-fingerprint-rules.ts';

// What breaks in the same way for everybody, with a text or a stack that says nothing of the place.
const CHUNK = '-> chunkloaderror';
const HYDRATION = '-> hydrationerror, {{ tags.transaction }}';
/** All that React says of it, to the letter: what else says “hydration” may be something else. */
const HYDRATION_MESSAGES = [
  'Hydration failed because the initial UI does not match what was rendered on the server.',
  'Text content does not match server-rendered HTML.',
  'The server could not finish this Suspense boundary, likely due to an error during server rendering. Switched to client rendering.',
  'There was an error while hydrating this Suspense boundary. Switched to client rendering.',
  'There was an error while hydrating. Because the error happened outside of a Suspense boundary, the entire root will switch to client rendering.',
];

const RULES = [
  `family:javascript type:ChunkLoadError ${CHUNK}`,
  `family:javascript value:"ChunkLoadError*" ${CHUNK}`,
  ...HYDRATION_MESSAGES.map(message => `family:javascript message:"${message}" tags.transaction:* ${HYDRATION}`),
];

const parsed = parseFingerprintRules(RULES.join('\n'), { isBuiltIn: true });
// A fault in our own rules is a bug, and shows at the first start.
if ('fault' in parsed) throw new Error(`rule ${parsed.fault.line} of Allim's own: ${parsed.fault.why}`);

/** Allim's own rules; those of a project come before them. */
export const BUILT_IN_FINGERPRINT_RULES: readonly FingerprintRule[] = parsed.rules;
