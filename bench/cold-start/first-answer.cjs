// One cold start: loads a bundled door, gives it an event, and tells the CPU that its process took until it answered.
const { readFileSync } = require('node:fs');

const [, , bundle, eventFile, answers] = process.argv;

const main = async () => {
  const { handler } = require(bundle);
  const event = JSON.parse(readFileSync(eventFile, 'utf8'));
  const answer = await handler(event, {});
  const { user, system } = process.cpuUsage();
  for (let more = 1; more < Number(answers); more++) await handler(event, {});
  process.stdout.write(JSON.stringify({ status: answer.statusCode, cpuMs: (user + system) / 1_000 }));
  process.exit(0);
};

void main();
