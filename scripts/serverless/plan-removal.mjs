/**
 * What a removal may do to the data, judged by what is deployed: CloudFormation follows the policies of the deployed
 * template, whatever the parameters at hand say.
 *
 * @param {Record<string, string>} outputs of the stack
 * @param {string} wantedKeepData the parameter at hand
 * @returns {{ refusal: string } | { bucketToEmpty?: string }}
 */
export function planRemoval(outputs, wantedKeepData) {
  if (outputs.DeletionProtection === 'true') {
    return {
      refusal: 'This stage is protected from deletion. Deploy it with --param="deletionProtection=false" first.',
    };
  }
  if (outputs.KeepData === 'true') return {};
  if (wantedKeepData === 'true') {
    return {
      refusal:
        'This stage was deployed to be removed with its data. To keep them, deploy it with --param="keepData=true" first.',
    };
  }
  return { bucketToEmpty: outputs.BucketName };
}
