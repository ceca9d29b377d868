import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FuzzCase } from './fuzz-case.ts';

/** Writes a case with all bytes of its request, so that it can be run again when what makes cases has changed. */
export const writeCase = ({ request, ...rest }: FuzzCase, faults: readonly string[]): string => {
  const file = path.join(tmpdir(), `allim-fuzz-${rest.seed}.json`);
  const written = {
    ...rest,
    faults,
    request: { ...request, query: request.query.toString(), body: toBase64(request.body) },
  };
  writeFileSync(file, `${JSON.stringify(written, null, 2)}\n`);
  return file;
};

export const readCase = (file: string): FuzzCase => {
  const { faults: _, request, ...rest } = JSON.parse(readFileSync(file, 'utf8'));
  return {
    ...rest,
    request: { ...request, query: new URLSearchParams(request.query), body: Buffer.from(request.body, 'base64') },
  };
};

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
