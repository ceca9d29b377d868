const NUMBERS = 2n ** 32n;

/**
 * An issue's id, as decimal text: its project's and its number in one, so that an issue is found by its number without
 * a row that says where. Below 2^63, as project ids are below 2^31 and numbers below 2^32.
 */
export const issueIdOf = (projectId: string, number: number): string =>
  String(BigInt(projectId) * NUMBERS + BigInt(number));

/** And back: whose issue it is. @param issueId decimal text */
export const projectOfIssue = (issueId: string): string => String(BigInt(issueId) / NUMBERS);
