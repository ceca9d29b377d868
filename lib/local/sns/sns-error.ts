/** A refusal in the service's own words. */
export class SnsError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = 'SnsError';
    this.code = code;
    this.status = status;
  }
}

export const invalidParameter = (message: string): SnsError =>
  new SnsError('InvalidParameter', `Invalid parameter: ${message}`);

export const invalidAttribute = (message: string): SnsError => new SnsError('ParameterValueInvalid', message);

export const topicNotFound = (): SnsError => new SnsError('NotFound', 'Topic does not exist', 404);
