/** Where AWS is and who calls, as Lambda's own variables say it. */
export interface AwsEnvironment {
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  endpoint(service: string): URL;
}

/** `AWS_ENDPOINT_URL` points everything at an emulator, as it does for the SDKs. */
export const awsEnvironment = (env: Record<string, string | undefined>): AwsEnvironment => {
  const region = env.AWS_REGION ?? env.AWS_DEFAULT_REGION;
  if (!region || !env.AWS_ACCESS_KEY_ID || !env.AWS_SECRET_ACCESS_KEY) {
    throw new Error('AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be set, as Lambda sets them');
  }
  return {
    region,
    credentials: {
      accessKeyId: env.AWS_ACCESS_KEY_ID,
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
      ...(env.AWS_SESSION_TOKEN && { sessionToken: env.AWS_SESSION_TOKEN }),
    },
    endpoint: service =>
      new URL(
        env.AWS_ENDPOINT_URL ??
          `https://${service}.${region}.${region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'}`,
      ),
  };
};
