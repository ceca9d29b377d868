export function publicUrl(outputs: Record<string, string>, emulator: string | undefined): string;
