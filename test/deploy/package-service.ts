import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { linkedService } from '../../scripts/ci/linked-service.mjs';

export interface Resource {
  Type: string;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
  Condition?: string;
  Properties: Record<string, unknown>;
}

export interface Packaged {
  resources: Record<string, Resource>;
  /** The zip of each function. */
  zips: Map<string, Buffer>;
}

const SERVERLESS = createRequire(import.meta.url).resolve('serverless/bin/serverless.js');
/** It takes seconds; one that hangs is ended. */
const TIMEOUT_MS = 300_000;
const FUNCTIONS = ['ingest', 'digest', 'api', 'assemble', 'sweep', 'setup'];

/** What `sls package` makes, with no setting taken from the environment of the test but those given. */
export const packageService = async (args: readonly string[], env: Record<string, string> = {}): Promise<Packaged> => {
  const service = await linkedService();
  const directory = join(service.directory, '.package');
  try {
    await promisify(execFile)(process.execPath, [SERVERLESS, 'package', '--package', directory, ...args], {
      cwd: service.directory,
      timeout: TIMEOUT_MS,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    });
    const template: unknown = JSON.parse(
      await readFile(join(directory, 'cloudformation-template-update-stack.json'), 'utf8'),
    );
    const zips = FUNCTIONS.map(async name => [name, await readFile(join(directory, `${name}.zip`))] as const);
    // CloudFormation's own shape; cfn-lint checks it in scripts/ci/check-template.mjs.
    return {
      resources: (template as { Resources: Record<string, Resource> }).Resources,
      zips: new Map(await Promise.all(zips)),
    };
  } finally {
    await service.remove();
  }
};
