import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { ListSubscriptionsCommand, ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { oslsRequire } from '../serverless/osls-require.mjs';

const { ApiGatewayV2Client, GetApisCommand } = oslsRequire('@aws-sdk/client-apigatewayv2');
const { CloudFormationClient, ListStacksCommand } = oslsRequire('@aws-sdk/client-cloudformation');
const { CloudWatchLogsClient, DescribeLogGroupsCommand } = oslsRequire('@aws-sdk/client-cloudwatch-logs');
const { EventBridgeClient, ListRulesCommand } = oslsRequire('@aws-sdk/client-eventbridge');
const { IAMClient, ListRolesCommand } = oslsRequire('@aws-sdk/client-iam');
const { LambdaClient, ListEventSourceMappingsCommand, ListFunctionsCommand } = oslsRequire('@aws-sdk/client-lambda');

const SOURCES = {
  api: async config => (await new ApiGatewayV2Client(config).send(new GetApisCommand({}))).Items.map(api => api.Name),
  bucket: async config => (await new S3Client(config).send(new ListBucketsCommand({}))).Buckets?.map(each => each.Name),
  function: async config =>
    (await new LambdaClient(config).send(new ListFunctionsCommand({}))).Functions.map(each => each.FunctionName),
  'log group': async config =>
    (await new CloudWatchLogsClient(config).send(new DescribeLogGroupsCommand({}))).logGroups.map(
      each => each.logGroupName,
    ),
  mapping: async config =>
    (await new LambdaClient(config).send(new ListEventSourceMappingsCommand({}))).EventSourceMappings.map(
      each => each.FunctionArn,
    ),
  queue: async config => (await new SQSClient(config).send(new ListQueuesCommand({}))).QueueUrls,
  role: async config => (await new IAMClient(config).send(new ListRolesCommand({}))).Roles.map(each => each.RoleName),
  rule: async config =>
    (await new EventBridgeClient(config).send(new ListRulesCommand({}))).Rules.map(each => each.Name),
  stack: async config =>
    (await new CloudFormationClient(config).send(new ListStacksCommand({}))).StackSummaries.filter(
      each => each.StackStatus !== 'DELETE_COMPLETE',
    ).map(each => each.StackName),
  subscription: async config =>
    (await new SNSClient(config).send(new ListSubscriptionsCommand({}))).Subscriptions?.map(each => each.TopicArn),
  table: async config => (await new DynamoDBClient(config).send(new ListTablesCommand({}))).TableNames,
  topic: async config =>
    (await new SNSClient(config).send(new ListTopicsCommand({}))).Topics?.map(each => each.TopicArn),
};

/**
 * Everything in the account whose name tells that it belongs to a stack, as `kind name`, sorted.
 *
 * @param {object} config what an AWS client is made of
 * @param {string} stackName
 * @returns {Promise<string[]>}
 */
export async function inventory(config, stackName) {
  const kinds = await Promise.all(
    Object.entries(SOURCES).map(async ([kind, names]) => ((await names(config)) ?? []).map(name => `${kind} ${name}`)),
  );
  return kinds
    .flat()
    .filter(each => each.toLowerCase().includes(stackName.toLowerCase()))
    .sort();
}
