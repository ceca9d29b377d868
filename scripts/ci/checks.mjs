/**
 * Counts what held and what did not, and says each in a line. A check that throws has failed; the run goes on.
 *
 * @returns {{ check(title: string, holds: () => unknown): Promise<void>, finish(): void }}
 */
export function startChecks() {
  let passed = 0;
  let failed = 0;
  return {
    async check(title, holds) {
      try {
        await holds();
        passed += 1;
        console.log(`ok      ${title}`);
      } catch (error) {
        failed += 1;
        console.log(`FAILED  ${title}\n        ${error.message.replaceAll('\n', '\n        ')}`);
      }
    },
    /** Says the sum and makes the process end badly when something failed, or when nothing was checked. */
    finish() {
      console.log(`${passed} passed, ${failed} failed`);
      if (failed > 0 || passed === 0) process.exitCode = 1;
    },
  };
}
