export function linkedService(): Promise<{ directory: string; remove(): Promise<void> }>;
