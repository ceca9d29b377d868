/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/test/support/strip-types.mjs' },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/.serverless/', '/.esbuild/'],
  modulePathIgnorePatterns: ['<rootDir>/.serverless', '<rootDir>/.esbuild', '<rootDir>/.allim', '<rootDir>/.cache'],
  // Longer than a test waits for anything: what it waited for is said by itself.
  testTimeout: 400_000,
  // Jest leaves one core idle; the tests of the running product wait more than they compute.
  maxWorkers: '100%',
  reporters: ['default', '<rootDir>/test/support/summary-reporter.mjs'],
};
