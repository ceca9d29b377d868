/** What of a project's stack traces lies where in a repository: the beginning of a path, and what stands there instead. */
export interface CodeMapping {
  /** `/app/dist/`; `''` is every path. */
  stackRoot: string;
  /** `packages/shop/` */
  sourceRoot: string;
  /** Name of a repository. */
  repository: string;
  /** Where links lead that know no commit. Absent: nobody said. */
  defaultBranch?: string;
  /** Milliseconds since 1970. */
  dateCreated: number;
}

/** All of a project, in the order they were made. */
export interface CodeMappings {
  mappings: readonly CodeMapping[];
  /** Grows with each change. 0: nobody has said anything. */
  version: number;
}

export interface CodeMappingStore {
  get(projectId: string): Promise<CodeMappings>;
  /** `false`: they are not of this version any more: read them, and change those. */
  replace(projectId: string, mappings: readonly CodeMapping[], version: number): Promise<boolean>;
}

/** Of one project: they lie in one row, which holds 400 KB. */
export const MAX_CODE_MAPPINGS = 600;
