import { expect, test } from '@jest/globals';
import { filtered, withAgent } from './event.ts';

const on = { webCrawlers: true };

test.each([
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mediapartners-Google',
  'AdsBot-Google (+http://www.google.com/adsbot.html)',
  'Mozilla/5.0 (compatible; bingbot/2.0)',
  'Mozilla/5.0 (compatible; Baiduspider/2.0)',
  'Mozilla/5.0 (compatible; Yahoo! Slurp)',
  'facebookexternalhit/1.1',
  'meta-externalagent/1.1',
  'ia_archiver',
  'examplebot/1.0',
  'Some Robots (http://example.com)',
  'examplespider;',
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'Calypso AppCrawler',
  'Mozilla/5.0 (compatible; GPTBot/1.2)',
  'Mozilla/5.0 (compatible; ClaudeBot/1.0)',
  'ELB-HealthChecker/2.0',
  'Mozilla/5.0 (compatible; Yeti/1.1; +https://naver.me/spd)',
])('%s is a crawler', agent => {
  expect(filtered(withAgent(agent), on)).toBe('web-crawlers');
});

test.each([
  'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
  'Slackbot 1.0 (+https://api.slack.com/robots)',
  'SentryUptimeBot/1.0 (+http://docs.sentry.io/product/alerts/uptime-monitoring/)',
  'Mozilla/5.0 (compatible; ChatGPT-User/1.0; +https://openai.com/bot)',
  'Mozilla/5.0 (Linux; Android 9; CUBOT_X19) Firefox/128.0',
  'robotics-kit 2',
])('%s is welcome', agent => {
  expect(filtered(withAgent(agent), on)).toBeUndefined();
});

test('the agent of the sender counts for security reports alone, which browsers send themselves', () => {
  const sender = { userAgent: 'Googlebot/2.1' };
  expect(filtered({ csp: { blocked_uri: 'https://x.example' } }, on, sender)).toBe('web-crawlers');
  expect(filtered({ message: 'x' }, on, sender)).toBeUndefined();
});
