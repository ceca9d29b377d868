import { oslsRequire } from './osls-require.mjs';

const { InvokeCommand, LambdaClient } = oslsRequire('@aws-sdk/client-lambda');

/**
 * Makes the first organization, project, DSN and token, or reads them when they are there: it may be asked at every
 * deploy.
 *
 * @param {object} config what an AWS client is made of
 * @param {string} functionName
 * @param {{ ownerEmail?: string, publicUrl: string }} event
 * @returns {Promise<{ organization: string, project: string, dsn: string, url: string, token?: string, signIn?: string }>}
 */
export async function runSetup(config, functionName, event) {
  const lambda = new LambdaClient(config);
  const answer = await lambda.send(new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(event) }));
  const text = Buffer.from(answer.Payload ?? []).toString('utf8');
  if (answer.FunctionError === undefined) return JSON.parse(text);
  throw new Error(`The stack is deployed, but its set-up failed. Run the same deploy again. ${functionName} said: ${text}`);
}
