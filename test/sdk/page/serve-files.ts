import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../../support/product.ts';

export interface ServedFile {
  type: string;
  body: string;
  headers?: Record<string, string>;
}

export interface FileServer {
  url: string;
  /** By path; what is put in later is served later. */
  files: Map<string, ServedFile>;
  /** Paths that were asked for, in order. */
  asked: string[];
  close(): void;
}

/** An address of its own for pages and scripts, which pages of any origin may load. */
export const serveFiles = async (): Promise<FileServer> => {
  const files = new Map<string, ServedFile>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const address = request.url?.split('?', 1)[0] ?? '/';
    asked.push(address);
    const file = files.get(address);
    if (file)
      response
        .writeHead(200, { 'content-type': file.type, 'access-control-allow-origin': '*', ...file.headers })
        .end(file.body);
    else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    // A TCP server's address is an object.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    files,
    asked,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

const ESBUILD = path.join(ROOT, 'node_modules', '.bin', 'esbuild');
const SOURCE = path.join(ROOT, 'test', 'sdk', 'page', 'sdk-bundle.js');
/** Bytes of a bundle with the whole SDK. */
const MAX_BUNDLE_BYTES = 8 * 1024 * 1024;

/** The newest browser SDK as one script that puts it into `window.Sentry`. */
export const sdkBundle = async (): Promise<ServedFile> => {
  const { stdout } = await promisify(execFile)(ESBUILD, [SOURCE, '--bundle', '--minify', '--format=iife'], {
    maxBuffer: MAX_BUNDLE_BYTES,
  });
  return { type: 'text/javascript; charset=utf-8', body: stdout };
};
