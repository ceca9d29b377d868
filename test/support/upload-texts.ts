import { createHash } from 'node:crypto';
import type { ArtifactUploads } from '../../lib/ports/artifact-uploads.ts';
import type { UploadedText } from './memory-artifact-finder.ts';

interface TextUpload {
  projectId: string;
  release?: string;
  dist?: string;
  files: readonly UploadedText[];
}

/** Uploads texts as one bundle. */
export const uploadTexts = async (
  uploads: Pick<ArtifactUploads, 'open' | 'write' | 'publish'>,
  { projectId, files, ...of }: TextUpload,
): Promise<void> => {
  const bytes = files.map(({ text }) => Buffer.from(text, 'utf8'));
  const whole = Buffer.concat(bytes);
  const bundle = await uploads.open({ projectId, origin: 'bundle', size: whole.length });
  if (typeof bundle === 'string') throw new Error(bundle);
  await uploads.write(bundle, [whole]);
  let offset = 0;
  const listed = files.map((named, index) => {
    const { text: _, ...file } = named;
    const size = bytes[index]?.length ?? 0;
    offset += size;
    return {
      projectId,
      bundleId: bundle.bundleId,
      origin: bundle.origin,
      offset: offset - size,
      packedSize: size,
      size,
      packing: 'stored' as const,
      path: `files/${index}`,
      sha1: createHash('sha1')
        .update(bytes[index] ?? '')
        .digest('hex'),
      ...file,
    };
  });
  await uploads.publish(bundle, { ...of, sameAs: createHash('sha1').update(whole).digest('hex'), files: listed });
};
