/** Where queues live: their addresses hold both. */
export interface QueueIdentity {
  region: string;
  account: string;
}

export const queueUrl = ({ region, account }: QueueIdentity, name: string): string =>
  `https://sqs.${region}.amazonaws.com/${account}/${name}`;

export const queueArn = ({ region, account }: QueueIdentity, name: string): string =>
  `arn:aws:sqs:${region}:${account}:${name}`;

/** Host, region and account are not looked at: one process is one account. */
export const nameOfUrl = (url: string): string => url.slice(url.lastIndexOf('/') + 1);

export const nameOfArn = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);
