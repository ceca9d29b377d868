/** One line on standard error: something of the stand-in cloud itself went wrong. */
export const complain = (message: string, fields: Record<string, unknown>): void => {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), level: 'error', message, ...fields })}\n`);
};
