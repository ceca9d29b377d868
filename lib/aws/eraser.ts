import type { BlobStore } from '../ports/blob-store.ts';
import type { Eraser } from '../ports/eraser.ts';
import type { ObjectLister } from '../ports/object-lister.ts';
import { eraseIssue } from './erase-issue.ts';
import { eraseObjects, eraseStrays } from './erase-objects.ts';
import { eraseOfPerson, eraseUserMarks } from './erase-person.ts';
import { eraseOfProject } from './erase-project.ts';
import { shorten } from './shorten.ts';
import type { Table } from './table.ts';

/** What erasing works on. */
export interface EraserDeps {
  table: Table;
  blobs: BlobStore;
  objects: ObjectLister;
}

export const dynamoEraser = (deps: EraserDeps): Eraser => ({
  eraseIssue: (erasure, issueId) => eraseIssue(deps, erasure, issueId),
  eraseOfProject: (erasure, projectId, from) => eraseOfProject(deps, erasure, { projectId, from }),
  eraseOfPerson: (task, of, from) => eraseOfPerson(deps, task, { ...of, from }),
  eraseUserMarks: (erasure, of, from) => eraseUserMarks(deps, erasure, { ...of, from }),
  shorten: (erasure, of, from) => shorten(deps, erasure, { ...of, from }),
  eraseObjects: projectId => eraseObjects(deps, projectId),
  eraseStrays: (projectId, person, from) => eraseStrays(deps, { projectId, person, from }),
});
