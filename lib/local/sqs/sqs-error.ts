/** A refusal in the service's own words; the wire turns it into an HTTP answer, a batch into a failed entry. */
export class SqsError extends Error {
  /** The code of the AWS Query protocol, which SDKs of that age and batch entries carry. */
  readonly code: string;
  /** The shape of the JSON protocol, namespace included. */
  readonly shape: string;
  readonly status: number;

  constructor(shape: string, message: string, options: { code?: string; status?: number } = {}) {
    super(message);
    this.name = 'SqsError';
    this.shape = shape;
    this.code = options.code ?? shape.slice(shape.indexOf('#') + 1);
    this.status = options.status ?? 400;
  }
}

const MODELED = 'com.amazonaws.sqs#';
/** Refusals that the service's model does not name live in the namespace of its framework. */
const UNMODELED = 'com.amazon.coral.service#';

export const invalidParameter = (message: string): SqsError =>
  new SqsError(`${UNMODELED}InvalidParameterValueException`, message, { code: 'InvalidParameterValue' });

export const missingParameter = (name: string): SqsError =>
  new SqsError(`${UNMODELED}MissingRequiredParameterException`, `The request must contain the parameter ${name}.`, {
    code: 'MissingParameter',
  });

export const unknownOperation = (target: string): SqsError =>
  new SqsError(`${UNMODELED}UnknownOperationException`, `The operation ${target} is not known.`, {
    code: 'UnknownOperation',
  });

export const malformedInput = (message: string): SqsError =>
  new SqsError(`${UNMODELED}SerializationException`, message, { code: 'MalformedInput' });

export const queueDoesNotExist = (): SqsError =>
  new SqsError(`${MODELED}QueueDoesNotExist`, 'The specified queue does not exist.', {
    code: 'AWS.SimpleQueueService.NonExistentQueue',
  });

export const queueNameExists = (name: string): SqsError =>
  new SqsError(
    `${MODELED}QueueNameExists`,
    `A queue already exists with the same name and a different value for attribute ${name}`,
    { code: 'QueueAlreadyExists' },
  );

export const invalidAttributeName = (name: string): SqsError =>
  new SqsError(`${MODELED}InvalidAttributeName`, `Unknown Attribute ${name}.`);

export const invalidAttributeValue = (name: string): SqsError =>
  new SqsError(`${MODELED}InvalidAttributeValue`, `Invalid value for the parameter ${name}.`);

export const invalidMessageContents = (message: string): SqsError =>
  new SqsError(`${MODELED}InvalidMessageContents`, message);

export const receiptHandleIsInvalid = (handle: string): SqsError =>
  new SqsError(
    `${MODELED}ReceiptHandleIsInvalid`,
    `The input receipt handle "${handle}" is not a valid receipt handle.`,
    {
      status: 404,
    },
  );

export const unsupportedOperation = (message: string): SqsError =>
  new SqsError(`${MODELED}UnsupportedOperation`, message, { code: 'AWS.SimpleQueueService.UnsupportedOperation' });

export const resourceNotFound = (message: string): SqsError =>
  new SqsError(`${MODELED}ResourceNotFoundException`, message, { status: 404 });

type BatchFault =
  | 'BatchEntryIdsNotDistinct'
  | 'BatchRequestTooLong'
  | 'EmptyBatchRequest'
  | 'InvalidBatchEntryId'
  | 'TooManyEntriesInBatchRequest';

export const batchFault = (fault: BatchFault, message: string): SqsError =>
  new SqsError(`${MODELED}${fault}`, message, { code: `AWS.SimpleQueueService.${fault}` });
