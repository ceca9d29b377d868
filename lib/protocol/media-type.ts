/** What a content type names, without its parameters and in lower case; `undefined` when it names nothing. */
export const mediaType = (contentType: unknown): string | undefined =>
  typeof contentType === 'string' ? contentType.split(';', 1)[0]?.trim().toLowerCase() || undefined : undefined;
