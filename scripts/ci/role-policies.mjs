const ACCOUNT = '123456789012';
const REGION = 'eu-west-1';

/** What CloudFormation would put in the place of a resource of ours, when its ARN or its name is asked for. */
const ARNS = {
  'AWS::DynamoDB::Table': id => `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${id}`,
  'AWS::S3::Bucket': id => `arn:aws:s3:::${id.toLowerCase()}`,
  'AWS::SNS::Topic': id => `arn:aws:sns:${REGION}:${ACCOUNT}:${id}`,
  'AWS::SQS::Queue': id => `arn:aws:sqs:${REGION}:${ACCOUNT}:${id}`,
};
const PSEUDO = { 'AWS::AccountId': ACCOUNT, 'AWS::Partition': 'aws', 'AWS::Region': REGION };

/**
 * The policies of every role in a template, with all intrinsics replaced, as IAM would get them.
 *
 * @param {{ Resources: Record<string, { Type: string, Properties?: object }> }} template
 * @returns {{ role: string, document: object }[]}
 */
export function rolePolicies(template) {
  return Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === 'AWS::IAM::Role')
    .flatMap(([role, { Properties }]) =>
      Properties.Policies.map(({ PolicyDocument }) => ({ role, document: resolve(template, PolicyDocument) })),
    );
}

function resolve(template, value) {
  if (Array.isArray(value)) return value.map(each => resolve(template, each));
  if (typeof value !== 'object' || value === null) return value;
  const [[name, argument]] = Object.entries(value);
  if (name === 'Ref') return nameOf(template, argument);
  if (name === 'Fn::GetAtt') return nameOf(template, argument[0]);
  if (name === 'Fn::Sub')
    return argument.replace(/\$\{([^}]+)\}/g, (_, inner) => nameOf(template, inner.replace(/\.Arn$/, '')));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolve(template, each)]));
}

function nameOf(template, id) {
  if (id in PSEUDO) return PSEUDO[id];
  const arn = ARNS[template.Resources[id]?.Type];
  if (arn === undefined) throw new Error(`a policy names ${id}, for which no ARN is known here`);
  return arn(id);
}
