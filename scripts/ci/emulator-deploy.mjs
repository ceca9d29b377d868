// Deploys to an emulator of AWS as a person would deploy to AWS, sends an error with an unmodified SDK, sees it arrive and
// takes everything away again. The emulator enforces the roles, so that a right too few is found here.
//
//   python3 -m venv .cache/emulator && .cache/emulator/bin/pip install -r scripts/ci/requirements-emulator.txt
//   MINISTACK_BIN=.cache/emulator/bin/ministack node scripts/ci/emulator-deploy.mjs
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import * as Sentry from '@sentry/node';
import { stackOutputs } from '../serverless/stack-outputs.mjs';
import { bigEnvelope } from './big-envelope.mjs';
import { checkDigest } from './check-digest.mjs';
import { checkEdge } from './check-edge.mjs';
import { checkUploads } from './check-uploads.mjs';
import { startChecks } from './checks.mjs';
import { startEmulator } from './emulator.mjs';
import { inventory } from './inventory.mjs';
import { linkedService } from './linked-service.mjs';
import { sls } from './sls.mjs';
import { listenTo } from './topic-listener.mjs';
import { waitUntil } from './wait-until.mjs';

/** Neither the name nor the region is the usual one: nothing may be tied to those. */
const SERVICE = 'relay-check';
const REGION = 'eu-west-1';
const STAGE = 'one';
const KEPT_STAGE = 'kept';
const OWNER = 'owner@example.com';
const ARRIVES_WITHIN_MS = 180_000;
const FLUSH_WITHIN_MS = 180_000;

if (!process.env.MINISTACK_BIN)
  throw new Error('MINISTACK_BIN must name the ministack program; see the top of this file');
const emulator = await startEmulator(resolve(process.env.MINISTACK_BIN), REGION);
const service = await linkedService();
const checks = startChecks();
try {
  await deployUseAndRemove(checks.check);
} catch (error) {
  await checks.check('the run came to its end', () => Promise.reject(error));
} finally {
  checks.finish();
  if (process.exitCode) console.log(emulator.log().split('\n').slice(-60).join('\n'));
  await emulator.stop();
  await service.remove();
}

async function deployUseAndRemove(check) {
  const config = clientConfig();
  const first = readAnnouncement(await deploy(STAGE));
  const outputs = await stackOutputs(config, `${SERVICE}-${STAGE}`);
  await checkDeployment(check, config, first, outputs);
  await checkDoors(check, first);
  await checkEvent(check, config, first, outputs);
  await checkBigEvent(check, first);
  await checkEdge(check, first);
  const sweep = () => run('invoke', STAGE, ['--function=sweep']);
  await check('the clock finds its door open', sweep);
  await checkDigest(check, { ...first, config, outputs, sweep });
  await checkUploads(check, { ...first, sweep });

  const second = readAnnouncement(await deploy(STAGE));
  await check('a second deploy keeps the DSN and shows no token again', () => {
    assert.equal(second.dsn, first.dsn);
    assert.equal(second.token, undefined);
  });
  await check('a lost token is replaced by whoever may invoke the setup function', async () => {
    const token = randomBytes(32).toString('hex');
    await run('invoke', STAGE, ['--function=setup', '--data', JSON.stringify({ publicUrl: first.url, token })]);
    await fetchJson(`${first.url}/api/0/organizations/`, { authorization: `Bearer ${token}` });
  });
  await deploy(KEPT_STAGE, 'keepData=true');
  await checkRemoval(check, config, outputs.BucketName);
}

async function checkDeployment(check, config, announced, outputs) {
  await check('the deploy says the DSN, the URL and, the first time, a token', () => {
    assert.ok(
      announced.dsn?.endsWith(`@${new URL(announced.url).host}${new URL(announced.url).pathname}/1`),
      announced.dsn,
    );
    assert.ok(announced.token);
  });
  await check('the stack tells where everything is', () => {
    for (const name of ['Url', 'TableName', 'BucketName', 'IngestQueueUrl', 'DeadLetterQueueUrl', 'TopicArn']) {
      assert.ok(outputs[name], name);
    }
  });
  await check('the alert address is subscribed to the topic', async () => {
    const command = new ListSubscriptionsByTopicCommand({ TopicArn: outputs.TopicArn });
    const { Subscriptions } = await new SNSClient(config).send(command);
    assert.deepEqual(
      Subscriptions.map(each => [each.Protocol, each.Endpoint]),
      [['email', OWNER]],
    );
  });
}

async function checkDoors(check, { url, token }) {
  const status = async (path, headers = {}) => (await fetch(`${url}${path}`, { headers })).status;
  await check('the page is at the root', async () => assert.equal(await status('/'), 200));
  await check('the API asks who is there', async () => assert.equal(await status('/api/0/organizations/'), 401));
  await check('the API knows its first token', async () => {
    assert.equal(await status('/api/0/', { authorization: `Bearer ${token}` }), 200);
  });
  await check('what is nobody else’s goes to the edge, which refuses an unknown key', async () => {
    const response = await fetch(`${url}/below/a/prefix/api/1/envelope/`, {
      method: 'POST',
      headers: { 'x-sentry-auth': `Sentry sentry_version=7, sentry_key=${'0'.repeat(32)}` },
      body: '{}\n{"type":"event"}\n{}\n',
    });
    assert.ok([401, 403].includes(response.status), String(response.status));
  });
}

async function checkEvent(check, config, { dsn, url, token }, outputs) {
  const listener = await listenTo(config, outputs.TopicArn);
  const message = `the parcel got lost ${Date.now()}`;
  Sentry.init({ dsn });
  Sentry.captureException(new Error(message));
  await check('an unmodified SDK gets rid of its event', async () => assert.ok(await Sentry.flush(FLUSH_WITHIN_MS)));
  await check('the event becomes an issue that counts one', async () => {
    const issue = await waitUntil('the issue', ARRIVES_WITHIN_MS, () => findIssue(url, token, message));
    assert.equal(issue.count, '1');
  });
  await check('the topic hears of it', async () => {
    assert.ok((await listener.next(ARRIVES_WITHIN_MS)).includes('parcel'));
  });
}

async function checkBigEvent(check, { dsn, url, token }) {
  const message = 'the parcel is too big';
  const body = bigEnvelope(message);
  await check('an event too big for the queue and for the table is taken', async () => {
    const key = new URL(dsn).username;
    const headers = { 'content-type': 'application/x-sentry-envelope' };
    const response = await fetch(`${url}/api/1/envelope/?sentry_key=${key}`, { method: 'POST', headers, body });
    assert.equal(response.status, 200, await response.text());
  });
  await check('it is counted, can be read in full, and its issue can be resolved', async () => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const issue = await waitUntil('the big issue', ARRIVES_WITHIN_MS, () => findIssue(url, token, message));
    assert.equal(issue.count, '1');
    const event = await fetchJson(`${url}/api/0/organizations/my-team/issues/${issue.id}/events/latest/`, headers);
    assert.ok(JSON.stringify(event).length > body.length / 2);
    const resolve = { method: 'PUT', headers, body: '{"status":"resolved"}' };
    assert.equal((await fetch(`${url}/api/0/organizations/my-team/issues/${issue.id}/`, resolve)).status, 200);
  });
}

async function findIssue(url, token, message) {
  const headers = { authorization: `Bearer ${token}` };
  const issues = await fetchJson(`${url}/api/0/organizations/my-team/issues/`, headers);
  return issues.find(issue => issue.title.includes(message));
}

async function fetchJson(url, headers) {
  const response = await fetch(url, { headers });
  assert.equal(response.status, 200, `${url} answered ${response.status}`);
  return response.json();
}

async function checkRemoval(check, config, bucket) {
  await check('data deployed to be removed cannot be asked to stay at the last moment', async () => {
    await assert.rejects(remove(STAGE, 'keepData=true'), /deploy it with/);
  });
  const kept = await objectsOf(config, bucket);
  const removed = await remove(STAGE);
  await check('a removal empties the bucket: payloads, a chunk, a dead letter and an object of the queue', () => {
    const folders = [...new Set(kept.map(key => key.split('/')[0]))];
    assert.deepEqual(folders.sort(), ['chunks', 'dead-letters', 'payloads', 'queue']);
    assert.ok(removed.includes(`Deleted ${kept.length} stored payloads`), removed);
  });
  await check('a removal leaves nothing', async () => {
    assert.deepEqual(await inventory(config, `${SERVICE}-${STAGE}`), []);
  });
  await check('a stage beside it is untouched', async () => {
    assert.ok((await inventory(config, `${SERVICE}-${KEPT_STAGE}`)).length > 10);
  });
  await remove(KEPT_STAGE);
  await check('a removal with keepData leaves the table and the bucket, and nothing else', async () => {
    const kinds = (await inventory(config, `${SERVICE}-${KEPT_STAGE}`)).map(each => each.split(' ')[0]);
    assert.deepEqual(kinds, ['bucket', 'table']);
  });
  await check('a stage whose data were kept can be deployed again', () => deploy(KEPT_STAGE));
}

async function objectsOf(config, Bucket) {
  const { Contents = [] } = await new S3Client(config).send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key }) => Key);
}

function deploy(stage, ...params) {
  return run('deploy', stage, asParams(`alertEmail=${OWNER}`, `ownerEmail=${OWNER}`, ...params));
}

function remove(stage, ...params) {
  return run('remove', stage, asParams(...params));
}

function asParams(...params) {
  return params.map(param => `--param=${param}`);
}

function run(command, stage, args) {
  return sls([command, '--stage', stage, '--region', REGION, ...args], service.directory, {
    ALLIM_SERVICE: SERVICE,
    AWS_ENDPOINT_URL: emulator.url,
    NODE_EXTRA_CA_CERTS: emulator.certificate,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: REGION,
    // How often osls looks whether CloudFormation is done; the usual 5 s are for AWS.
    SLS_AWS_MONITORING_FREQUENCY: '200',
  });
}

function readAnnouncement(text) {
  const read = name => new RegExp(`^ {2}${name} +(\\S+)$`, 'm').exec(text)?.[1];
  return { url: read('Open'), dsn: read('DSN'), token: read('Token'), uploadToken: read('Builds') };
}

function clientConfig() {
  return {
    endpoint: emulator.url,
    region: REGION,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    forcePathStyle: true,
  };
}
