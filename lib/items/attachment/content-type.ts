/** Characters of a content type, without parameters; source: RFC 6838 has 127 for each half. */
const MAX_LENGTH = 255;
const UNKNOWN = 'application/octet-stream';
const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/;

/** `text/plain` out of `Text/Plain; charset=utf-8`; what is no media type is just bytes. */
export const readContentType = (value: unknown): string => {
  if (typeof value !== 'string') return UNKNOWN;
  const [type = ''] = value.slice(0, MAX_LENGTH).toLowerCase().split(';');
  return MEDIA_TYPE.test(type.trim()) ? type.trim() : UNKNOWN;
};
