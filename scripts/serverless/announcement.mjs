/**
 * What a person reads after a deploy: where it is, how to get in, and what is left to do.
 *
 * @param {{ dsn: string, url: string, token?: string, uploadToken?: string, signIn?: string }} setup
 * @param {{ address: string, topicArn: string, state: 'confirmed' | 'pending' | 'missing' } | undefined} email
 * @returns {string}
 */
export function announcement(setup, email) {
  const steps = [...emailStep(email), sdkStep(setup.dsn), tryStep(setup.url)];
  return [
    '',
    'Allim is up.',
    '',
    `  Open     ${setup.url}`,
    ...signInLines(setup),
    `  DSN      ${setup.dsn}`,
    '',
    'What to do next',
    ...steps.map((step, index) => `  ${index + 1}. ${step}`),
    '',
  ].join('\n');
}

function signInLines({ signIn, token, uploadToken }) {
  if (token === undefined) return [];
  return [
    ...(signIn === undefined ? [] : [`  Sign in  ${signIn}`]),
    `  Token    ${token}`,
    ...(uploadToken === undefined ? [] : [`  Builds   ${uploadToken}`]),
    '           Shown this once and stored nowhere in plain: keep it like a password.',
  ];
}

function emailStep(email) {
  if (email === undefined) {
    return ['Nobody is mailed yet. To be told of new issues: npx sls deploy --param="alertEmail=you@example.com"'];
  }
  if (email.state === 'confirmed') return [];
  if (email.state === 'pending') {
    return [
      `Look for a mail of AWS Notifications to ${email.address} (in the spam folder too) and click "Confirm subscription".\n` +
        '     Until then no alert is mailed. The link is good for two days.',
    ];
  }
  return [
    `Nobody confirmed ${email.address} in time, so AWS forgot it. Ask for a new mail:\n` +
      `     aws sns subscribe --topic-arn ${email.topicArn} --protocol email --notification-endpoint ${email.address}`,
  ];
}

function sdkStep(dsn) {
  return [
    'Put the DSN into your application with any Sentry SDK, in a web page for instance:',
    '     npm install @sentry/browser',
    "     import * as Sentry from '@sentry/browser';",
    `     Sentry.init({ dsn: '${dsn}' });`,
  ].join('\n');
}

function tryStep(url) {
  return `Throw an error in it and see it at ${url} within seconds.`;
}
