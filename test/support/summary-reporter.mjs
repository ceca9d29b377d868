// Jest's last words: what was skipped and why, and one line that scripts can read.
export default class SummaryReporter {
  onRunComplete(_contexts, results) {
    const skipped = results.testResults.flatMap(file =>
      file.testResults.filter(test => test.status === 'pending').map(test => test.fullName),
    );
    const reasons = new Set(skipped.map(name => /skipped: (.*)$/.exec(name)?.[1] ?? name));
    if (reasons.size > 0)
      console.log(
        `\nSkipped here (.ci/setup installs what they need):\n${[...reasons].map(reason => `  - ${reason}`).join('\n')}`,
      );
    // A file that does not even load has no failed test, but it has failed.
    const broken = results.testResults.filter(file => file.testExecError).length;
    const failed = results.numFailedTests + broken;
    console.log(
      `\n${results.numPassedTests} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`,
    );
  }
}
