import { oslsRequire } from './osls-require.mjs';

const { InvokeCommand, LambdaClient } = oslsRequire('@aws-sdk/client-lambda');

/** @typedef {{ organization: string, project: string, dsn: string, url: string, token?: string, uploadToken?: string, signIn?: string }} Setup */

/**
 * Makes the first organization, project, DSN and token, or reads them when they are there: it may be asked at every
 * deploy.
 *
 * @param {object} config what an AWS client is made of
 * @param {string} functionName
 * @param {{ ownerEmail?: string, publicUrl: string }} event
 * @returns {Promise<{ setup: Setup } | { fault: string }>} fault: what the function said when it failed
 */
export async function runSetup(config, functionName, event) {
  const lambda = new LambdaClient(config);
  const answer = await lambda.send(new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(event) }));
  const text = Buffer.from(answer.Payload ?? []).toString('utf8');
  return answer.FunctionError === undefined ? { setup: JSON.parse(text) } : { fault: text };
}
