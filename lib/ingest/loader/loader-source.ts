/**
 * What `/js-sdk-loader/` sends: a function of its settings. Plain JavaScript for old browsers too, in a template
 * string without backticks of its own. Until the SDK is there it remembers what is called and what breaks.
 */
export const LOADER_SOURCE = `(function (config) {
  var MAX_REMEMBERED = 100;
  var CAPTURING = ['captureException', 'captureMessage', 'captureEvent', 'withScope', 'showReportDialog'];
  var OTHERS = ['addBreadcrumb', 'addEventProcessor', 'configureScope', 'setContext', 'setExtra', 'setExtras', 'setTag', 'setTags', 'setUser'];
  var root = window;
  // The page has an SDK, or this very script, already.
  if (root.Sentry && root.Sentry.init) return;
  var tag = document.currentScript;
  var stubs = {};
  var remembered = [];
  var waiting = [];
  var ownInit;
  var state = 'idle';

  function remember(replay) {
    if (remembered.length < MAX_REMEMBERED) remembered.push(replay);
  }
  function attempt(act) {
    try { act(); } catch (error) { console.error(error); }
  }

  // The SDK's functions, before there is one.
  function queue(name, capturing) {
    stubs[name] = function () {
      var given = arguments;
      remember(function (sdk) { if (sdk[name]) sdk[name].apply(sdk, given); });
      if (capturing) load();
    };
  }
  CAPTURING.forEach(function (name) { queue(name, true); });
  OTHERS.forEach(function (name) { queue(name, false); });
  stubs.init = function (options) { ownInit = options || {}; };
  stubs.onLoad = function (callback) {
    waiting.push(callback);
    if (!config.lazy) load();
  };
  stubs.forceLoad = function () { load(); };
  var sentry = root.Sentry = root.Sentry || {};
  Object.keys(stubs).forEach(function (name) { sentry[name] = stubs[name]; });

  // What breaks, before the SDK looks.
  function onError(event) {
    var given = [event.message, event.filename, event.lineno, event.colno, event.error];
    remember(function (sdk) {
      if (root.onerror && root.onerror.__SENTRY_INSTRUMENTED__) root.onerror.apply(root, given);
      else sdk.captureException(event.error || event.message);
    });
    load();
  }
  function onRejection(event) {
    remember(function (sdk) {
      if (root.onunhandledrejection && root.onunhandledrejection.__SENTRY_INSTRUMENTED__) root.onunhandledrejection(event);
      else sdk.captureException(event.reason);
    });
    load();
  }
  root.addEventListener('error', onError);
  root.addEventListener('unhandledrejection', onRejection);

  function load() {
    if (state !== 'idle') return;
    state = 'loading';
    var script = document.createElement('script');
    script.src = config.sdk;
    script.crossOrigin = 'anonymous';
    if (tag && tag.nonce) script.nonce = tag.nonce;
    script.onload = start;
    script.onerror = function () { console.warn('Allim: the SDK could not be loaded from ' + config.sdk); };
    (document.head || document.documentElement).appendChild(script);
  }

  function start() {
    var sdk = root.Sentry;
    if (!sdk || !sdk.init || sdk.init === stubs.init) return tellMissing();
    state = 'loaded';
    root.removeEventListener('error', onError);
    root.removeEventListener('unhandledrejection', onRejection);
    dropStubs(sdk);
    var init = sdk.init;
    var begun = false;
    sdk.init = function (options) {
      begun = true;
      return init.call(sdk, withDefaults(sdk, options));
    };
    if (typeof root.sentryOnLoad === 'function') attempt(root.sentryOnLoad);
    waiting.forEach(attempt);
    if (!begun) sdk.init(ownInit);
    remembered.forEach(function (replay) { attempt(function () { replay(sdk); }); });
    remembered = waiting = [];
  }
  function tellMissing() {
    console.warn('Allim: there is no SDK at ' + config.sdk);
  }

  // A bundle may add itself to our object: what is ours in it must not outlive the loading.
  function dropStubs(sdk) {
    Object.keys(stubs).forEach(function (name) { if (sdk[name] === stubs[name]) delete sdk[name]; });
    sdk.onLoad = attempt;
    sdk.forceLoad = function () {};
    if (!sdk.configureScope && sdk.getCurrentScope) {
      sdk.configureScope = function (callback) { callback(sdk.getCurrentScope()); };
    }
  }

  function withDefaults(sdk, options) {
    var merged = {};
    [config.options, options || {}].forEach(function (some) {
      Object.keys(some).forEach(function (name) { merged[name] = some[name]; });
    });
    if (typeof merged.integrations === 'function') return merged;
    var given = merged.integrations || [];
    var names = given.map(function (one) { return one.name; });
    var wanted = config.integrations
      .filter(function (name) { return typeof sdk[name] === 'function'; })
      .map(function (name) { return sdk[name](); })
      .filter(function (one) { return names.indexOf(one.name) === -1; });
    if (given.length + wanted.length > 0) merged.integrations = given.concat(wanted);
    return merged;
  }

  if (!config.lazy || (tag && tag.getAttribute('data-lazy') === 'no')) setTimeout(load);
})`;
