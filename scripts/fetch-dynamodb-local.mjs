// Brings DynamoDB Local (Amazon's own emulator, for Java 17) into a directory, so that the contract suite can run on it:
//   node scripts/fetch-dynamodb-local.mjs .cache/dynamodb-local
//   DYNAMODB_LOCAL_DIR=.cache/dynamodb-local npm test
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const VERSION = '2.6.1';

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>allim</groupId>
  <artifactId>fetch-dynamodb-local</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>com.amazonaws</groupId>
      <artifactId>DynamoDBLocal</artifactId>
      <version>${VERSION}</version>
    </dependency>
  </dependencies>
</project>
`;

const [target] = process.argv.slice(2);
if (target === undefined) {
  console.error('usage: node scripts/fetch-dynamodb-local.mjs <directory>');
  process.exit(2);
}

const directory = resolve(target);
const work = mkdtempSync(join(tmpdir(), 'fetch-dynamodb-local-'));
try {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(work, 'pom.xml'), POM);
  const maven = spawnSync('mvn', ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${directory}`], {
    cwd: work,
    stdio: 'inherit',
  });
  if (maven.error) throw new Error('mvn could not be started', { cause: maven.error });
  if (maven.status !== 0) throw new Error(`mvn ended with status ${maven.status}`);
  console.log(`DynamoDB Local ${VERSION} is in ${directory}`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
