/**
 * Where people and SDKs reach what was deployed, without a slash at the end. An emulator of AWS answers for its HTTP
 * APIs below one of its own paths, because nobody's DNS knows the names that AWS would give.
 *
 * @param {Record<string, string>} outputs of the stack
 * @param {string | undefined} emulator `AWS_ENDPOINT_URL`
 * @returns {string}
 */
export function publicUrl(outputs, emulator) {
  if (emulator === undefined || emulator === '') return outputs.Url;
  return `${emulator.replace(/\/+$/, '')}/_aws/execute-api/${outputs.HttpApiId}/$default`;
}
