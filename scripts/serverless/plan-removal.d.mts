export type RemovalPlan = { refusal: string } | { bucketToEmpty?: string };

export function planRemoval(outputs: Record<string, string>, wantedKeepData: string): RemovalPlan;
