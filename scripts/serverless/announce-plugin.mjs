import { announcement } from './announcement.mjs';
import { emailSubscription } from './email-subscription.mjs';
import { emptyBucket } from './empty-bucket.mjs';
import { planRemoval } from './plan-removal.mjs';
import { publicUrl } from './public-url.mjs';
import { runSetup } from './run-setup.mjs';
import { stackOutputs } from './stack-outputs.mjs';

/** Sets up what was deployed and says in plain words what to do next; makes way for a removal. */
export default class AnnouncePlugin {
  #serverless;
  #utils;
  /** Said at the very end, below what osls says. */
  #announcement;

  constructor(serverless, _options, utils) {
    this.#serverless = serverless;
    this.#utils = utils;
    this.hooks = {
      'after:deploy:deploy': () => this.#setUp(),
      'before:remove:remove': () => this.#makeWay(),
      finalize: () => this.#announce(),
    };
  }

  async #setUp() {
    const config = await this.#clientConfig();
    const outputs = await stackOutputs(config, this.#stackName());
    if (outputs === undefined) return;
    const { ownerEmail, alertEmail } = this.#serverless.service.custom;
    const { setup, fault } = await runSetup(config, outputs.SetupFunctionName, {
      publicUrl: publicUrl(outputs, process.env.AWS_ENDPOINT_URL),
      ...(ownerEmail === '' ? {} : { ownerEmail }),
    });
    if (fault !== undefined)
      throw this.#error(`The stack is deployed, but its set-up failed. Deploy again. It said: ${fault}`);
    this.#announcement = announcement(setup, await emailOf(config, outputs.TopicArn, alertEmail));
  }

  async #makeWay() {
    const config = await this.#clientConfig();
    const outputs = await stackOutputs(config, this.#stackName());
    if (outputs === undefined) return;
    const plan = planRemoval(outputs, this.#serverless.service.custom.keepData);
    if (plan.refusal !== undefined) throw this.#error(plan.refusal);
    if (plan.bucketToEmpty === undefined) return;
    const deleted = await emptyBucket(config, plan.bucketToEmpty);
    this.#utils.log.notice(`Deleted ${deleted} stored payloads`);
  }

  #announce() {
    if (this.#announcement !== undefined) this.#utils.writeText(this.#announcement);
  }

  /** One that osls shows without a stack trace. */
  #error(message) {
    return new this.#serverless.classes.Error(message);
  }

  #stackName() {
    return this.#serverless.getProvider('aws').naming.getStackName();
  }

  async #clientConfig() {
    const config = await this.#serverless.getProvider('aws').getAwsSdkV3Config();
    // An emulator has no name of its own for each bucket.
    return process.env.AWS_ENDPOINT_URL ? { ...config, forcePathStyle: true } : config;
  }
}

async function emailOf(config, topicArn, address) {
  if (address === '') return undefined;
  return { address, topicArn, state: await emailSubscription(config, topicArn, address) };
}
