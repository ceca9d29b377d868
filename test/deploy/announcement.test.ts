import { describe, expect, test } from '@jest/globals';
import { announcement } from '../../scripts/serverless/announcement.mjs';

const URL = 'https://abc.execute-api.ap-northeast-2.amazonaws.com';
const SETUP = { url: URL, dsn: `https://${'a'.repeat(32)}@abc.execute-api.ap-northeast-2.amazonaws.com/1` };
const FIRST = { ...SETUP, token: 'secret', uploadToken: 'sntrys_x', signIn: `${URL}/#token=secret` };
const EMAIL = { address: 'you@example.com', topicArn: 'arn:aws:sns:ap-northeast-2:123456789012:topic' };

describe('what is said after a deploy', () => {
  test('the first time: how to sign in', () => {
    const text = announcement(FIRST, undefined);
    expect(text).toContain(`Sign in  ${FIRST.signIn}`);
    expect(text).toContain('Token    secret');
    expect(text).toContain('Builds   sntrys_x');
  });

  test('later: no token, but the DSN again', () => {
    const text = announcement(SETUP, undefined);
    expect(text).not.toMatch(/Token|Builds|Sign in/);
    expect(text).toContain(`DSN      ${SETUP.dsn}`);
    expect(text).toContain(`Sentry.init({ dsn: '${SETUP.dsn}' })`);
  });

  test('without an address: how to be mailed', () => {
    expect(announcement(SETUP, undefined)).toContain('--param="alertEmail=you@example.com"');
  });

  test('with an address that waits: to click the link in the mail', () => {
    const text = announcement(SETUP, { ...EMAIL, state: 'pending' });
    expect(text).toContain('1. Look for a mail');
    expect(text).toContain('2. Put the DSN');
  });

  test('with an address that AWS forgot: how to ask again', () => {
    expect(announcement(SETUP, { ...EMAIL, state: 'missing' })).toContain(
      `aws sns subscribe --topic-arn ${EMAIL.topicArn}`,
    );
  });

  test('with an address that is confirmed: nothing of it', () => {
    expect(announcement(SETUP, { ...EMAIL, state: 'confirmed' })).not.toContain(EMAIL.address);
  });
});
