import { candidateUrls } from './candidate-urls.ts';

interface UploadedFile {
  url?: string;
  type: string;
}

/** The file that was uploaded under the likeliest of an address's names, in the first of the bundles that has it. */
export const findByUrl = <F extends UploadedFile, B extends { files: readonly F[] }>(
  bundles: readonly B[],
  address: string,
  types: readonly F['type'][],
): { file: B['files'][number]; bundle: B } | undefined => {
  for (const candidate of candidateUrls(address)) {
    for (const bundle of bundles) {
      const file = bundle.files.find(({ url, type }) => url === candidate && types.includes(type));
      if (file) return { file, bundle };
    }
  }
  return undefined;
};
