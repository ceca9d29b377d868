import type { Item } from './attribute-value.ts';

/** An error of the service, as it goes over the wire. */
export class DynamoDbError extends Error {
  readonly status: number;
  readonly body: Record<string, unknown>;

  constructor(type: string, message: string, extra: Record<string, unknown> = {}) {
    super(message);
    this.name = 'DynamoDbError';
    this.status = 400;
    this.body = { __type: type, message, ...extra };
  }
}

const SERVICE = 'com.amazonaws.dynamodb.v20120810#';

export function validationError(message: string): DynamoDbError {
  return new DynamoDbError('com.amazon.coral.validate#ValidationException', message);
}

export function unknownOperation(): DynamoDbError {
  return new DynamoDbError('com.amazon.coral.service#UnknownOperationException', '');
}

export function serializationError(message: string): DynamoDbError {
  return new DynamoDbError('com.amazon.coral.service#SerializationException', message);
}

export function conditionFailed(item: Item | undefined): DynamoDbError {
  const extra = item === undefined ? {} : { Item: item };
  return new DynamoDbError(`${SERVICE}ConditionalCheckFailedException`, 'The conditional request failed', extra);
}

export function tableNotFound(name?: string): DynamoDbError {
  const suffix = name === undefined ? '' : `: Table: ${name} not found`;
  return new DynamoDbError(`${SERVICE}ResourceNotFoundException`, `Requested resource not found${suffix}`);
}

export function tableInUse(name: string): DynamoDbError {
  return new DynamoDbError(`${SERVICE}ResourceInUseException`, `Table already exists: ${name}`);
}

export function idempotentParameterMismatch(): DynamoDbError {
  return new DynamoDbError(
    `${SERVICE}IdempotentParameterMismatchException`,
    'A parameter of a request with the same client request token differs from the one before',
  );
}

/** Why one operation of a transaction stopped it; `None` for those that did not. */
export interface CancellationReason {
  Code: 'None' | 'ConditionalCheckFailed' | 'ValidationError';
  Message?: string;
  Item?: Item;
}

export function transactionCanceled(reasons: readonly CancellationReason[]): DynamoDbError {
  const codes = reasons.map(reason => reason.Code).join(', ');
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
  return new DynamoDbError(`${SERVICE}TransactionCanceledException`, message, {
    Message: message,
    CancellationReasons: reasons,
  });
}
