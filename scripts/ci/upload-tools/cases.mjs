// Every tool and version that is tried, what it is to do, and how the frame is to be found afterwards.
import { esbuildNode, pluginOptions, rollupNode, vitePage, webpackNode } from './builds.mjs';
import { load, runCli } from './place.mjs';

/** Tools look for files from where they were started: a case is built in a process of its own, by build-case.mjs. */

/**
 * @typedef {import('./place.mjs').Place} Place
 * @typedef {object} Case
 * @property {string} name
 * @property {string} says what holds
 * @property {'organization'} [token] the kind, where it is not a person's
 * @property {'page'} [runs] in a browser
 * @property {(place: Place) => Promise<{ entry: string }>} build and upload
 * @property {(place: Place) => Record<string, string>} [env] of the running application
 * @property {string} [resolvedWith] words of which one is the frame's; without it the frame stays as it is, and says why
 */

const injected = cli => async place => {
  const built = await esbuildNode(place);
  await runCli(place, cli, ['sourcemaps', 'inject', 'dist']);
  await runCli(place, cli, ['sourcemaps', 'upload', 'dist']);
  return built;
};

const byRelease =
  (cli, ...more) =>
  async place => {
    const built = await esbuildNode(place);
    const facts = ['--release', place.release, '--dist', place.dist, '--url-prefix', '~/'];
    await runCli(place, cli, ['sourcemaps', 'upload', ...facts, ...more, 'dist']);
    return built;
  };

/** As old projects have it: the paths of the frames are those of the uploaded files. */
const asRelease = place => ({ SENTRY_RELEASE: place.release, SENTRY_DIST: place.dist, APP_ROOT: place.out });

const cliCases = [
  ...[
    ['cli-2-old', '2.22.3'],
    ['cli-2', '2.58.6'],
    ['cli-3', '3.8.0'],
  ].flatMap(([cli, version]) => [
    {
      name: `${cli}-inject`,
      says: `sentry-cli ${version}: inject and upload, found by debug id`,
      build: injected(cli),
      resolvedWith: 'debug-id',
    },
    {
      name: `${cli}-release`,
      says: `sentry-cli ${version}: upload for a release and a dist, found by URL`,
      build: byRelease(cli),
      env: asRelease,
      resolvedWith: 'release',
    },
  ]),
  {
    name: 'cli-3-again',
    says: 'sentry-cli 3.8.0: the same upload twice, the second time with --wait',
    build: async place => {
      const built = await injected('cli-3')(place);
      await runCli(place, 'cli-3', ['sourcemaps', 'upload', '--wait', 'dist']);
      return built;
    },
    resolvedWith: 'debug-id',
  },
  {
    name: 'cli-3-org-token',
    says: 'sentry-cli 3.8.0: with an organization token, which says where and for whom',
    token: 'organization',
    build: place => injected('cli-3')({ ...place, url: '', organization: '' }),
    resolvedWith: 'debug-id',
  },
  {
    name: 'cli-1-upload-sourcemaps',
    says: 'sentry-cli 1.77.2: releases files … upload-sourcemaps',
    build: async place => {
      const built = await esbuildNode(place);
      await runCli(place, 'cli-1', ['releases', 'new', place.release]);
      const facts = ['--dist', place.dist, '--url-prefix', '~/'];
      await runCli(place, 'cli-1', ['releases', 'files', place.release, 'upload-sourcemaps', ...facts, 'dist']);
      return built;
    },
    env: asRelease,
    resolvedWith: 'release|release-old',
  },
  {
    name: 'cli-2-single-files',
    says: 'sentry-cli 2.58.6: single files of a release',
    build: async place => {
      const built = await esbuildNode(place);
      await runCli(place, 'cli-2', ['releases', 'new', place.release]);
      for (const file of ['main.js', 'main.js.map']) {
        const facts = ['--release', place.release, '--dist', place.dist];
        await runCli(place, 'cli-2', ['files', 'upload', ...facts, `dist/${file}`, `~/${file}`]);
      }
      return built;
    },
    env: asRelease,
    resolvedWith: 'release-old',
  },
  {
    name: 'wrong-dist',
    says: 'an upload for another dist is not taken, and the frame says so',
    build: byRelease('cli-3'),
    env: place => ({ ...asRelease(place), SENTRY_DIST: '41' }),
  },
  {
    name: 'no-upload',
    says: 'without an upload the frame says why it is not mapped',
    build: place => esbuildNode(place),
  },
];

/** The plugin's own options are alike in all of them. */
const plugin = async (tool, names, options) => {
  const module = await load(tool);
  const [make] = names.map(name => module[name]).filter(Boolean);
  if (!make) throw new Error(`${tool} has none of ${names.join(', ')}`);
  const made = make(options);
  return Array.isArray(made) ? made : [made];
};

const withPlugin =
  (build, tool, name, ...more) =>
  async place =>
    build(place, await plugin(tool, [name], pluginOptions(place)), ...more);

const pluginCase = (name, says, build, more = {}) => ({
  name,
  says: `${says}, found by debug id`,
  build,
  resolvedWith: 'debug-id',
  ...more,
});

const PAGE = { runs: 'page' };

const pluginCases = [
  pluginCase(
    'vite-2',
    '@sentry/vite-plugin 2.23.1, Vite 5, in Chromium',
    withPlugin(vitePage, 'vite-plugin-2', 'sentryVitePlugin', 'vite-5'),
    PAGE,
  ),
  pluginCase(
    'vite-4',
    '@sentry/vite-plugin 4.9.1, Vite 5, in Chromium',
    withPlugin(vitePage, 'vite-plugin-4', 'sentryVitePlugin', 'vite-5'),
    PAGE,
  ),
  pluginCase(
    'vite-11',
    '@sentry/vite-plugin 11.9.0, Vite 8, in Chromium',
    withPlugin(vitePage, 'vite-plugin-11', 'sentryVitePlugin', 'vite'),
    PAGE,
  ),
  {
    name: 'vite-no-upload',
    says: 'a page of Vite 8 without an upload, in Chromium: the frame says why it is not mapped',
    build: place => vitePage(place, [], 'vite'),
    ...PAGE,
  },
  pluginCase(
    'webpack-2',
    '@sentry/webpack-plugin 2.7.0',
    withPlugin(webpackNode, 'webpack-plugin-2', 'sentryWebpackPlugin'),
  ),
  pluginCase(
    'webpack-5',
    '@sentry/webpack-plugin 5.4.1',
    withPlugin(webpackNode, 'webpack-plugin-5', 'sentryWebpackPlugin'),
  ),
  pluginCase(
    'webpack-11',
    '@sentry/webpack-plugin 11.8.0',
    withPlugin(webpackNode, 'webpack-plugin-11', 'sentryWebpackPlugin'),
  ),
  pluginCase(
    'rollup-2',
    '@sentry/rollup-plugin 2.23.1',
    withPlugin(rollupNode, 'rollup-plugin-2', 'sentryRollupPlugin'),
  ),
  pluginCase(
    'rollup-5',
    '@sentry/rollup-plugin 5.4.0',
    withPlugin(rollupNode, 'rollup-plugin-5', 'sentryRollupPlugin'),
  ),
  pluginCase(
    'rollup-11',
    '@sentry/bundler-plugins 11.8.0 for Rollup',
    withPlugin(rollupNode, 'bundler-plugins-11/rollup', 'sentryRollupPlugin'),
  ),
  pluginCase(
    'esbuild-2',
    '@sentry/esbuild-plugin 2.23.1',
    withPlugin(esbuildNode, 'esbuild-plugin-2', 'sentryEsbuildPlugin'),
  ),
  pluginCase(
    'esbuild-5',
    '@sentry/esbuild-plugin 5.4.0',
    withPlugin(esbuildNode, 'esbuild-plugin-5', 'sentryEsbuildPlugin'),
  ),
  pluginCase(
    'esbuild-11',
    '@sentry/bundler-plugins 11.8.0 for esbuild',
    withPlugin(esbuildNode, 'bundler-plugins-11/esbuild', 'sentryEsbuildPlugin'),
  ),
  {
    name: 'webpack-2-legacy',
    says: '@sentry/webpack-plugin 2.7.0 uploads for a release, without debug ids',
    build: async place => {
      const release = {
        name: place.release,
        dist: place.dist,
        setCommits: false,
        uploadLegacySourcemaps: { paths: ['dist'], urlPrefix: '~/' },
      };
      const options = pluginOptions(place, { release, sourcemaps: { assets: [] } });
      return webpackNode(place, await plugin('webpack-plugin-2', ['sentryWebpackPlugin'], options));
    },
    env: asRelease,
    resolvedWith: 'release',
  },
];

/** @type {readonly Case[]} */
export const CASES = [...cliCases, ...pluginCases];
