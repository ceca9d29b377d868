import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { ArtifactType } from '../ports/artifact-store.ts';
import type { ListedArtifact, ReleaseFile } from '../ports/artifact-uploads.ts';
import { readArtifactHeaders } from '../protocol/artifact-headers.ts';
import { type Form, readMultipart } from '../protocol/multipart.ts';
import { Refusal as FormRefusal } from '../protocol/refusal.ts';
import type { ApiDeps, ApiRequest } from './api-request.ts';
import { Refusal, refuseUpload } from './refusal.ts';

/** Bytes of one file: a Lambda function takes no larger request. Larger ones go in chunks. */
export const MAX_RELEASE_FILE_BYTES = 4 * 1024 * 1024;
/** Characters, as Sentry has them. */
const MAX_NAME = 256;
const MAX_DIST = 64;

/** A file that is uploaded alone, by its name: `~/static/app.min.js`. */
export interface ReleaseFileDraft {
  name: string;
  dist?: string;
  type: ArtifactType;
  debugId?: string;
  sourceMap?: string;
  bytes: Uint8Array;
}

/** The form that older tools send. */
export const readReleaseFile = async ({ body, headers }: ApiRequest): Promise<ReleaseFileDraft> => {
  const form = await readMultipart(body, headers['content-type'] ?? '').catch((error: unknown) => {
    throw error instanceof FormRefusal ? refuseUpload(error.message) : error;
  });
  const file = form.files.find(({ name }) => name === 'file');
  if (!file) throw refuseUpload('Missing uploaded file');
  const name = fieldOf(form, 'name') || file.filename;
  if (name === '' || name.length > MAX_NAME || !isName(name))
    throw refuseUpload('File name must have 1 to 256 characters, without line breaks');
  const dist = fieldOf(form, 'dist');
  if (dist.length > MAX_DIST || !isName(dist)) throw refuseUpload('Invalid dist');
  if (file.bytes.length > MAX_RELEASE_FILE_BYTES)
    throw refuseUpload(`A file that is uploaded alone has ${MAX_RELEASE_FILE_BYTES} bytes at most`);
  if (!isUtf8(file.bytes)) throw refuseUpload('The file is not text in UTF-8');
  return { name, ...(dist && { dist }), type: typeOf(name), ...headersOf(form), bytes: file.bytes };
};

const isName = (name: string): boolean => !/[\r\n\t]/.test(name) && name.isWellFormed();

const fieldOf = ({ fields }: Form, wanted: string): string =>
  fields.find(({ name }) => name === wanted)?.value.trim() ?? '';

/** `header` comes once for each: `Sourcemap: app.min.js.map`. */
const headersOf = ({ fields }: Form): Pick<ReleaseFileDraft, 'debugId' | 'sourceMap'> =>
  readArtifactHeaders(
    fields
      .filter(({ name }) => name === 'header')
      .map(({ value }) => {
        const colon = value.indexOf(':');
        if (colon === -1) throw refuseUpload('header value was not formatted correctly');
        return [value.slice(0, colon), value.slice(colon + 1).trim()] as const;
      }),
  );

const typeOf = (name: string): ArtifactType => {
  const path = name.split(/[?#]/, 1)[0] ?? name;
  if (path.endsWith('.map')) return 'source_map';
  return /\.(?:[cm]?js|bundle)$/.test(path) ? 'minified_source' : 'source';
};

/** Keeps it for one project. Refused where the release has a file of that name. */
export const saveReleaseFile = async (
  { uploads }: Pick<ApiDeps, 'uploads'>,
  projectId: string,
  release: string,
  { name, dist, bytes, ...facts }: ReleaseFileDraft,
): Promise<ReleaseFile> => {
  const bundle = await uploads.open({ projectId, origin: 'file', size: bytes.length });
  if (typeof bundle === 'string')
    throw refuseUpload('The project keeps as many uploads as it may: delete old ones, or wait until they expire.');
  await uploads.write(bundle, [bytes]);
  const { bundleId, origin } = bundle;
  const file: ListedArtifact = {
    ...{ projectId, bundleId, origin, path: name, url: name, ...facts },
    ...{ offset: 0, packedSize: bytes.length, size: bytes.length, packing: 'stored' as const },
    sha1: createHash('sha1').update(bytes).digest('hex'),
  };
  const publication = { release, ...(dist !== undefined && { dist }), sameAs: `name ${name}`, files: [file] };
  if ((await uploads.publish(bundle, publication)) === 'taken') throw alreadyThere(name);
  const saved = await uploads.get(projectId, bundleId);
  if (!saved) throw new Error('a file that was just uploaded is not there');
  return { bundle: saved, file };
};

const alreadyThere = (name: string): Refusal =>
  new Refusal(409, `A file named ${JSON.stringify(name)} is there already, of the same release and dist`);
