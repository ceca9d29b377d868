import { type CodeMapping, MAX_CODE_MAPPINGS } from '../ports/code-mapping-store.ts';
import type { ApiDeps } from './api-request.ts';
import { Refusal } from './refusal.ts';

/** Others may change them at the same moment: they are read and changed again, this often at most. */
const MAX_TRIES = 8;
/** Bytes of JSON: they lie in one row, which holds 400 KB. */
const MAX_BYTES = 350_000;

/** Changes what of a project's paths lies where; `change` is asked again when somebody else was faster. */
export const changeCodeMappings = async <T>(
  { codeMappings }: Pick<ApiDeps, 'codeMappings'>,
  projectId: string,
  change: (mappings: readonly CodeMapping[]) => { mappings: readonly CodeMapping[]; answer: T },
): Promise<T> => {
  for (let tried = 0; tried < MAX_TRIES; tried++) {
    const before = await codeMappings.get(projectId);
    const { mappings, answer } = change(before.mappings);
    refuseTooMany(mappings);
    if (await codeMappings.replace(projectId, mappings, before.version)) return answer;
  }
  throw new Error('code mappings were changed by others each time');
};

const refuseTooMany = (mappings: readonly CodeMapping[]): void => {
  if (mappings.length > MAX_CODE_MAPPINGS)
    throw new Refusal(400, `A project has at most ${MAX_CODE_MAPPINGS} code mappings.`);
  if (Buffer.byteLength(JSON.stringify(mappings)) > MAX_BYTES)
    throw new Refusal(400, `The code mappings of a project take at most ${MAX_BYTES} bytes.`);
};
