import { randomBytes } from 'node:crypto';
import { awsEnvironment } from '../lib/aws/aws-environment.ts';
import { s3BlobStore } from '../lib/aws/blob-store.ts';
import { httpsWire } from '../lib/aws/https-wire.ts';
import type { SignerFor } from '../lib/aws/sign.ts';
import { type CallAws, signedCaller } from '../lib/aws/signed-call.ts';
import { jsonLog, type Log, type LogLevel } from '../lib/log.ts';
import type { BlobStore } from '../lib/ports/blob-store.ts';
import type { Clock } from '../lib/ports/clock.ts';
import type { Ids } from '../lib/ports/ids.ts';
import type { Wire } from '../lib/ports/wire.ts';

/**
 * How calls reach AWS, when it is not over HTTPS. Whoever runs the doors in a process of their own installs it before
 * the first call; on Lambda nobody does. It is the only thing that differs between a laptop and AWS.
 */
let installed: { wire: Wire; signer?: SignerFor | undefined } | undefined;
/** @param signer for a wire whose other end asks for no proof of who calls */
export const installWire = (wire: Wire | undefined, signer?: SignerFor): void => {
  installed = wire && { wire, signer };
};
export const installedWire = (): Wire | undefined => installed?.wire;

/** Builds a door's real parts at its first call and keeps them: once per cold start. */
export const once = <T>(build: () => T): (() => T) => {
  let built: { value: T } | undefined;
  return () => {
    built ??= { value: build() };
    return built.value;
  };
};

export const systemClock: Clock = { now: () => Date.now() };

/** Milliseconds since 1970 take 41 bits until 2039; 22 random bits below them keep ids of one millisecond apart. */
const RANDOM_BITS = 22n;

export const randomIds: Ids = {
  hex32: () => randomBytes(16).toString('hex'),
  secret: bytes => randomBytes(bytes).toString('hex'),
  issueId: now => ((BigInt(now) << RANDOM_BITS) | BigInt(randomBytes(4).readUInt32BE() & 0x3f_ffff)).toString(),
  random: () => Math.random(),
};

export const callAws = (): CallAws =>
  signedCaller(awsEnvironment(process.env), installed?.wire ?? httpsWire, installed?.signer);

export const blobStore = (bucket: string): BlobStore => s3BlobStore(callAws(), bucket);

export const consoleLog = (level: LogLevel): Log =>
  jsonLog(line => process.stderr.write(`${line}\n`), level, systemClock);
