import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';

/** `undefined` where the condition of a write does not hold. */
export const unlessOutdated = async <T>(write: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await write();
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
};
