/** ISO 8601 in UTC with milliseconds, from milliseconds since 1970. A time beyond what dates can hold becomes 1970. */
export const isoTime = (milliseconds: number): string => {
  const date = new Date(milliseconds);
  return (Number.isNaN(date.getTime()) ? new Date(0) : date).toISOString();
};
