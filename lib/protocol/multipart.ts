import { Refusal } from './refusal.ts';

/** Parts of one form: the 30 attachments that an envelope may hold, and as many fields as crash reporters write. */
export const MAX_PARTS = 500;
/** Characters of a boundary; source: RFC 2046. */
const MAX_BOUNDARY_LENGTH = 70;
const BOUNDARY = /;\s*boundary=(?:"([^"]+)"|([^\s;"]+))/i;
const LINE_END = Buffer.from('\r\n');

export interface FormField {
  name: string;
  value: string;
}

export interface FormFile {
  /** Of the field. */
  name: string;
  filename: string;
  contentType: string;
  bytes: Uint8Array;
}

export interface Form {
  fields: FormField[];
  files: FormFile[];
}

/** A `multipart/form-data` body, read by the parser that Node has for `fetch`. Throws a `Refusal` for what is none. */
export const readMultipart = async (body: Uint8Array, contentType: string): Promise<Form> => {
  if (body.length === 0) throw new Refusal('empty_body');
  refuseManyParts(body, boundaryOf(contentType));
  return sortParts(await parse(body, contentType));
};

const parse = async (body: Uint8Array, contentType: string): Promise<FormData> => {
  try {
    // A `Response` takes no view of shared memory, and a request's body is none.
    return await new Response(body as Uint8Array<ArrayBuffer>, { headers: { 'content-type': contentType } }).formData();
  } catch {
    // Its message may quote what was sent: no cause.
    throw new Refusal('invalid_multipart');
  }
};

const sortParts = async (form: FormData): Promise<Form> => {
  const sorted: Form = { fields: [], files: [] };
  for (const [name, value] of form) {
    if (typeof value === 'string') sorted.fields.push({ name, value });
    else {
      const bytes = new Uint8Array(await value.arrayBuffer());
      sorted.files.push({ name, filename: value.name, contentType: value.type, bytes });
    }
  }
  return sorted;
};

const boundaryOf = (contentType: string): string => {
  const [, quoted, bare] = BOUNDARY.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined || boundary.length > MAX_BOUNDARY_LENGTH)
    throw new Refusal('invalid_multipart', ['no usable boundary in the content type']);
  return boundary;
};

/** Counted before anything is made of them. */
const refuseManyParts = (body: Uint8Array, boundary: string): void => {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const delimiter = Buffer.concat([Buffer.from(`--${boundary}`, 'latin1'), LINE_END]);
  let parts = 0;
  for (let at = bytes.indexOf(delimiter); at !== -1; at = bytes.indexOf(delimiter, at + delimiter.length)) {
    if (++parts > MAX_PARTS) throw new Refusal('too_large', [`at most ${MAX_PARTS} parts in a form`]);
  }
};
