/** The beginning of paths in stack traces, and what stands there in a repository. */
export interface PathMapping {
  stackRoot: string;
  sourceRoot: string;
}

/** The mapping whose stack root is the longest of those that a path begins with, and the path as the repository has it. */
export const mapPath = <M extends PathMapping>(
  mappings: readonly M[],
  path: string,
): { mapping: M; path: string } | undefined => {
  const plain = path.replaceAll('\\', '/');
  const fitting = mappings.filter(({ stackRoot }) => plain.startsWith(stackRoot.replaceAll('\\', '/')));
  const mapping = fitting.reduce<M | undefined>(
    (best, one) => (best && best.stackRoot.length >= one.stackRoot.length ? best : one),
    undefined,
  );
  if (!mapping) return undefined;
  const rest = plain.slice(mapping.stackRoot.length);
  return { mapping, path: (mapping.sourceRoot + rest).replace(/^(?:\.?\/)+/, '') };
};
