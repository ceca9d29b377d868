import middy from '@middy/core';
import * as z from 'zod/mini';
import { awsEnvironment } from '../lib/aws/aws-environment.ts';
import { openTable } from '../lib/aws/clients.ts';
import { dynamoOrganizationTokenStore } from '../lib/aws/organization-token-store.ts';
import { dynamoProjectStore } from '../lib/aws/project-store.ts';
import { dynamoTokenStore } from '../lib/aws/token-store.ts';
import { loadConfig } from '../lib/config.ts';
import { type SetUp, setUp } from '../lib/setup/set-up.ts';
import { installedWire, once, randomIds, systemClock } from './wire.ts';

const deps = once(() => {
  const config = loadConfig(process.env, ['ALLIM_TABLE']);
  const table = openTable(awsEnvironment(process.env), config.ALLIM_TABLE, installedWire());
  return {
    clock: systemClock,
    ids: randomIds,
    projects: dynamoProjectStore(table),
    tokens: dynamoTokenStore(table, systemClock),
    organizationTokens: dynamoOrganizationTokenStore(table),
  };
});

const SetUpEvent = z.object({
  publicUrl: z.url(),
  ownerEmail: z.optional(z.string()),
  token: z.optional(z.string().check(z.minLength(32), z.maxLength(256))),
  uploadSecret: z.optional(z.string().check(z.regex(/^[\da-f]{64}$/))),
});

/** The door of whoever deploys: invoked once after each deploy, never reachable over HTTP. */
export const handler = middy<unknown, SetUp>().handler(async event => {
  const { publicUrl, ownerEmail, token, uploadSecret } = z.parse(SetUpEvent, event);
  return setUp(deps(), {
    publicUrl: publicUrl.replace(/\/+$/, ''),
    ...(ownerEmail && { ownerEmail }),
    ...(token && { token }),
    ...(uploadSecret && { uploadSecret }),
  });
});
