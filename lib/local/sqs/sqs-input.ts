import { isObject, type Json, type JsonObject } from '../../protocol/json.ts';
import { invalidParameter, malformedInput, missingParameter } from './sqs-error.ts';

/** Reads the members of a JSON request; each refuses what the service would refuse. */
export const requiredText = (input: JsonObject, name: string): string => {
  const value = optionalText(input, name);
  if (value === undefined || value === '') throw missingParameter(name);
  return value;
};

export const optionalText = (input: JsonObject, name: string): string | undefined => {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw malformedInput(`${name} must be text.`);
  return value;
};

export const optionalInteger = (
  input: JsonObject,
  name: string,
  range: { min: number; max: number },
): number | undefined => {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value)) throw malformedInput(`${name} must be an integer.`);
  if (value < range.min || value > range.max) {
    throw invalidParameter(
      `Value ${value} for parameter ${name} is invalid. Reason: Must be >= ${range.min} and <= ${range.max}, if provided.`,
    );
  }
  return value;
};

export const textList = (input: JsonObject, name: string): string[] =>
  list(input, name).map(value => {
    if (typeof value !== 'string') throw malformedInput(`${name} must be a list of text.`);
    return value;
  });

export const objectList = (input: JsonObject, name: string): JsonObject[] =>
  list(input, name).map(value => {
    if (!isObject(value)) throw malformedInput(`${name} must be a list of structures.`);
    return value;
  });

/** An absent map is an empty one. */
export const objectMember = (input: JsonObject, name: string): JsonObject => {
  const value = input[name] ?? {};
  if (!isObject(value)) throw malformedInput(`${name} must be a map.`);
  return value;
};

const list = (input: JsonObject, name: string): Json[] => {
  const value = input[name] ?? [];
  if (!Array.isArray(value)) throw malformedInput(`${name} must be a list.`);
  return value;
};
