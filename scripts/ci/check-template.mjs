// Packages the service as a deploy would, without credentials, and asks two linters about the result: cfn-lint about the
// template, parliament about what the roles may do.
//
//   python3 -m venv .cache/lint && .cache/lint/bin/pip install -r scripts/ci/requirements-lint.txt
//   CFN_LINT_BIN=.cache/lint/bin/cfn-lint PARLIAMENT_PYTHON=.cache/lint/bin/python node scripts/ci/check-template.mjs
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { startChecks } from './checks.mjs';
import { linkedService } from './linked-service.mjs';
import { rolePolicies } from './role-policies.mjs';
import { sls } from './sls.mjs';

const run = promisify(execFile);
/** osls names a dependency that CloudFormation would see by itself. */
const ACCEPTED = ['W3005'];

const { CFN_LINT_BIN, PARLIAMENT_PYTHON } = process.env;
if (!CFN_LINT_BIN || !PARLIAMENT_PYTHON) {
  throw new Error('CFN_LINT_BIN and PARLIAMENT_PYTHON must name the linters; see the top of this file');
}
const { check, finish } = startChecks();
const service = await linkedService();
const directory = join(service.directory, '.package');
try {
  await sls(['package', '--package', directory], service.directory);
  const file = join(directory, 'cloudformation-template-update-stack.json');
  await check('cfn-lint finds nothing in the template', () => lint(CFN_LINT_BIN, ['-i', ...ACCEPTED, '-t', file]));
  for (const { role, document } of rolePolicies(JSON.parse(await readFile(file, 'utf8')))) {
    await check(`parliament finds nothing in what the ${role} may do`, () =>
      lint(PARLIAMENT_PYTHON, ['-m', 'parliament.cli'], JSON.stringify(document)),
    );
  }
} finally {
  await service.remove();
  finish();
}

/** Fails with everything that a linter says: both say nothing, when they find nothing. */
async function lint(program, args, input = '') {
  const running = run(resolve(program), args);
  running.child.stdin.end(input);
  const { stdout, stderr, code = 0 } = await running.catch(said);
  assert.equal(`${stdout}${stderr}`.trim(), '');
  assert.equal(code, 0, `${program} ended with ${code} and said nothing`);
}

/** A linter that finds something ends badly, and what it wrote says more than that. One that never ran wrote nothing. */
function said(error) {
  if (typeof error.code !== 'number') throw error;
  return error;
}
