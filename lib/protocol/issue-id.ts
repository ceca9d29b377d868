const NUMBERS = 2n ** 32n;
/** Beyond it ids of issues would not fit into 63 bits, which clients read them into. */
export const MAX_PROJECT_ID = 2 ** 31 - 1;
const PROJECT_ID = /^[1-9]\d{0,9}$/;

/** Whether issues of a project may have ids. */
export const isProjectId = (id: string): boolean => PROJECT_ID.test(id) && Number(id) <= MAX_PROJECT_ID;

/**
 * An issue's id, as decimal text: its project's and its number in one, so that an issue is found by its number without
 * a row that says where. Below 2^63, as project ids are below 2^31 and numbers below 2^32.
 */
export const issueIdOf = (projectId: string, number: number): string =>
  String(BigInt(projectId) * NUMBERS + BigInt(number));

/** And back: whose issue it is. @param issueId decimal text */
export const projectOfIssue = (issueId: string): string => String(BigInt(issueId) / NUMBERS);
