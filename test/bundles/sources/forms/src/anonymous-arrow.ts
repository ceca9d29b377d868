export default async (name: string): Promise<string> => {
  await null;
  const parts = name.split('/');
  return parts[5]!.trim();
};
