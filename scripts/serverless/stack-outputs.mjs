import { oslsRequire } from './osls-require.mjs';

const { CloudFormationClient, DescribeStacksCommand } = oslsRequire('@aws-sdk/client-cloudformation');

/**
 * The outputs of a deployed stack by name, or `undefined` when there is no such stack.
 * They tell what IS deployed, while the parameters at hand only tell what would be.
 *
 * @param {object} config what an AWS client is made of
 * @param {string} stackName
 * @returns {Promise<Record<string, string> | undefined>}
 */
export async function stackOutputs(config, stackName) {
  const stack = await describe(new CloudFormationClient(config), stackName);
  if (stack === undefined) return undefined;
  return Object.fromEntries((stack.Outputs ?? []).map(output => [output.OutputKey, output.OutputValue]));
}

async function describe(cloudFormation, StackName) {
  try {
    return (await cloudFormation.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
  } catch (error) {
    // CloudFormation has no error of its own for it.
    if (error.name === 'ValidationError' && error.message.includes('does not exist')) return undefined;
    throw error;
  }
}
