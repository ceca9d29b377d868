import { beforeAll, describe, expect, test } from '@jest/globals';
import { CHUNK_DAYS } from '../../lib/ports/chunk-store.ts';
import { RETENTION_CLASSES } from '../../lib/protocol/retention.ts';
import { type Packaged, packageService, type Resource } from './package-service.ts';

const PACKAGING_MS = 600_000;

/** None of these has a price by the hour. Whoever adds one looks at its price page first. */
const FREE_WHEN_IDLE = [
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::DynamoDB::Table',
  'AWS::Events::Rule',
  'AWS::IAM::Role',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
];

let plain: Packaged;
let chosen: Packaged;

beforeAll(async () => {
  const stage = ['--stage', 'prod', '--region', 'eu-west-1'];
  const settings = params({ keepData: 'true', deletionProtection: 'true', accessLogs: 'true' });
  [plain, chosen] = await Promise.all([
    packageService([]),
    packageService([...stage, ...settings], {
      ALLIM_SERVICE: 'other',
      EVENT_RETENTION_DAYS: '7',
      ALLIM_POINT_IN_TIME_RECOVERY: 'true',
      LOG_RETENTION_DAYS: '30',
    }),
  ]);
}, PACKAGING_MS);

const params = (values: Record<string, string>): string[] =>
  Object.entries(values).map(([name, value]) => `--param=${name}=${value}`);

const ofType = (packaged: Packaged, type: string): [string, Resource][] =>
  Object.entries(packaged.resources).filter(([, resource]) => resource.Type === type);

const properties = (packaged: Packaged, id: string): Record<string, unknown> => {
  const resource = packaged.resources[id];
  if (!resource) throw new Error(`no resource ${id}`);
  return resource.Properties;
};

describe('what a deploy costs', () => {
  test('nothing in the account has a price by the hour', () => {
    for (const packaged of [plain, chosen]) {
      const others = Object.values(packaged.resources).filter(({ Type }) => !FREE_WHEN_IDLE.includes(Type));
      expect(others.map(({ Type }) => Type)).toEqual([]);
    }
  });

  test('the table is paid by request, and rows whose time is over disappear', () => {
    expect(properties(plain, 'Table')).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
    });
  });

  test('payloads and objects of the queue expire, and so do the halves of uploads', () => {
    const rules = (packaged: Packaged) => JSON.stringify(properties(packaged, 'Bucket').LifecycleConfiguration);
    expect(rules(plain)).toContain('"Prefix":"payloads/","ExpirationInDays":"90"');
    expect(rules(chosen)).toContain('"Prefix":"payloads/","ExpirationInDays":"7"');
    expect(rules(chosen)).toContain('"Prefix":"attachments/","ExpirationInDays":"7"');
    expect(rules(chosen)).toContain('"Prefix":"fates/","ExpirationInDays":"7"');
    expect(rules(plain)).toContain('"Prefix":"queue/","ExpirationInDays":29');
    expect(rules(plain)).toContain('"Prefix":"dead-letters/","ExpirationInDays":29');
    for (const days of RETENTION_CLASSES) {
      expect(rules(plain)).toContain(`"Prefix":"payloads/d${days}/","ExpirationInDays":${days}}`);
      expect(rules(plain)).toContain(`"Prefix":"attachments/d${days}/","ExpirationInDays":${days}}`);
    }
    expect(rules(plain)).toContain(`"Prefix":"chunks/","ExpirationInDays":${CHUNK_DAYS}`);
    // Bundles live as long as they are used: the sweep takes them away, with their rows.
    expect(rules(plain)).not.toContain('artifacts/');
    expect(rules(plain)).toContain('AbortIncompleteMultipartUpload');
  });

  test('every log ends some day', () => {
    const days = (packaged: Packaged) =>
      ofType(packaged, 'AWS::Logs::LogGroup').map(([, { Properties }]) => Number(Properties.RetentionInDays));
    expect(days(plain)).toEqual(Array(6).fill(14));
    // The access log is the seventh.
    expect(days(chosen)).toEqual(Array(7).fill(30));
  });
});

describe('who may do what', () => {
  test('each function has a role that no other has', () => {
    const roles = ofType(plain, 'AWS::Lambda::Function').map(([, { Properties }]) => JSON.stringify(Properties.Role));
    expect(roles).toHaveLength(6);
    expect(new Set(roles).size).toBe(roles.length);
    expect(ofType(plain, 'AWS::IAM::Role')).toHaveLength(roles.length);
  });

  test('no role may do everything, nor anything to everything', () => {
    for (const [, { Properties }] of ofType(plain, 'AWS::IAM::Role')) {
      const text = JSON.stringify(Properties.Policies);
      // An action, or a whole resource, that is or ends with a star; `:*` and `/*` after a name are log streams and objects.
      expect(text).not.toMatch(/"(\*|[a-z0-9]+:[A-Za-z]*\*)"/);
      expect(
        text
          .match(/[^"]*\*"/g)
          ?.every(each =>
            /(log-group:[^*]+:|\.Arn\}\/(payloads|queue|attachments|dead-letters|fates|chunks|artifacts)\/)\*"$/.test(
              each,
            ),
          ),
      ).toBe(true);
    }
  });

  test('the edge can read nothing but keys', () => {
    const text = JSON.stringify(properties(plain, 'IngestRole').Policies);
    const actions = text.match(/(?<=")(dynamodb|s3|sqs|sns):\w+(?=")/g);
    expect(actions).toEqual(['dynamodb:GetItem', 'sqs:SendMessage', 's3:PutObject']);
  });

  test('roles have no fixed name, because those would meet between regions', () => {
    for (const [, { Properties }] of ofType(plain, 'AWS::IAM::Role')) expect(Properties).not.toHaveProperty('RoleName');
  });

  test('every bucket is closed to the public and encrypted', () => {
    for (const [, { Properties }] of ofType(plain, 'AWS::S3::Bucket')) {
      expect(Properties.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(JSON.stringify(Properties.BucketEncryption)).toContain('AES256');
    }
  });

  test('every queue, bucket and topic refuses what is not encrypted on its way', () => {
    const guarded = ['AWS::S3::BucketPolicy', 'AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy'].flatMap(type =>
      ofType(plain, type),
    );
    expect(guarded).toHaveLength(7);
    for (const [, { Properties }] of guarded) {
      expect(JSON.stringify(Properties.PolicyDocument)).toContain('"aws:SecureTransport"');
    }
  });
});

describe('the way of an event', () => {
  test('SDKs reach the edge below any path, people reach the API', () => {
    const routes = ofType(plain, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => [
      Properties.RouteKey,
      /HttpApiIntegration(\w+)"/.exec(JSON.stringify(Properties.Target))?.[1],
    ]);
    expect(routes).toEqual([
      ['$default', 'Ingest'],
      ['ANY /api/0/', 'Api'],
      ['ANY /api/0/{proxy+}', 'Api'],
      ['GET /', 'Api'],
      ['ANY /auth/{proxy+}', 'Api'],
      ['GET /assets/{proxy+}', 'Api'],
      ['GET /issues/{proxy+}', 'Api'],
    ]);
  });

  test('preflights are answered by the edge: API Gateway’s own answer would stop browsers', () => {
    expect(properties(plain, 'HttpApi')).not.toHaveProperty('CorsConfiguration');
  });

  test('the rate of requests has a ceiling', () => {
    expect(properties(plain, 'HttpApiStage').DefaultRouteSettings).toMatchObject({
      ThrottlingRateLimit: '1000',
      ThrottlingBurstLimit: '2000',
    });
  });

  test('a batch is not given out again while the digest may still work on it', () => {
    const timeout = Number(properties(plain, 'DigestLambdaFunction').Timeout);
    expect(Number(properties(plain, 'IngestQueue').VisibilityTimeout)).toBeGreaterThanOrEqual(6 * timeout);
  });

  test('an upload is not given out again while it may still be worked on, and one at a time', () => {
    const { Timeout, MemorySize } = properties(plain, 'AssembleLambdaFunction');
    expect(Number(properties(plain, 'AssembleQueue').VisibilityTimeout)).toBeGreaterThanOrEqual(6 * Number(Timeout));
    expect(Number(MemorySize)).toBeGreaterThanOrEqual(2_048);
    expect(properties(plain, 'AssembleEventSourceMappingSQSAssembleQueue')).toMatchObject({
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    expect(properties(plain, 'AssembleQueue').RedrivePolicy).toMatchObject({ maxReceiveCount: 3 });
  });

  test('one bad message does not take its batch with it, and ends in the dead-letter queue', () => {
    expect(properties(plain, 'DigestEventSourceMappingSQSIngestQueue')).toMatchObject({
      BatchSize: 1000,
      MaximumBatchingWindowInSeconds: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 20 },
    });
    expect(properties(plain, 'IngestQueue').RedrivePolicy).toMatchObject({ maxReceiveCount: 5 });
  });

  test('queues keep messages as long as SQS can, and encrypted', () => {
    for (const [, { Properties }] of ofType(plain, 'AWS::SQS::Queue')) {
      expect(Properties).toMatchObject({ MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true });
    }
  });

  test('alerts are mailed and texted only when there is an address', () => {
    const conditions = ofType(plain, 'AWS::SNS::Subscription').map(([id, { Condition }]) => [id, Condition]);
    expect(conditions).toEqual([
      ['EmailSubscription', 'HasAlertEmail'],
      ['SmsSubscription', 'HasAlertPhone'],
    ]);
  });
});

describe('stages and their data', () => {
  test('a removal takes the data along, unless they were to be kept', () => {
    const policies = (packaged: Packaged) => ['Table', 'Bucket'].map(id => packaged.resources[id]?.DeletionPolicy);
    expect(policies(plain)).toEqual(['Delete', 'Delete']);
    expect(policies(chosen)).toEqual(['Retain', 'Retain']);
  });

  test('a change that makes CloudFormation replace the table or the bucket never deletes the old one', () => {
    for (const id of ['Table', 'Bucket']) expect(plain.resources[id]?.UpdateReplacePolicy).toBe('Retain');
  });

  test('protection and recovery of the table are switched on by whoever wants them', () => {
    const table = (on: boolean) => ({
      DeletionProtectionEnabled: on,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: on },
    });
    expect(properties(plain, 'Table')).toMatchObject(table(false));
    expect(properties(chosen, 'Table')).toMatchObject(table(true));
  });

  test('two stages, and two services, have no name in common', () => {
    const names = (packaged: Packaged) =>
      ofType(packaged, 'AWS::Lambda::Function').map(([, { Properties }]) => Properties.FunctionName);
    expect(names(plain)).toContain('allim-dev-ingest');
    expect(names(chosen)).toContain('other-prod-ingest');
  });

  test('access logs name neither the sender nor the path', () => {
    expect(properties(plain, 'HttpApiStage')).not.toHaveProperty('AccessLogSettings');
    const format = JSON.stringify(properties(chosen, 'HttpApiStage').AccessLogSettings);
    expect(format).toContain('$context.routeKey');
    expect(format).not.toMatch(/sourceIp|\$context\.path|userAgent/);
  });
});

describe('what is uploaded', () => {
  test('a function’s zip holds its bundle, no source map, and nothing that makes it an ES module', () => {
    for (const [name, zip] of plain.zips) {
      expect(zip.includes(`functions/${name}.js`)).toBe(true);
      expect(zip.includes('.js.map')).toBe(false);
      expect(zip.includes('package.json')).toBe(false);
    }
  });
});
