/**
 * What `showReportDialog` loads: a function of its settings that shows the dialog. Plain JavaScript in a template
 * string, without backticks of its own. Texts become text nodes, never markup; the style goes the way that a content
 * security policy lets pass.
 */
export const DIALOG_SOURCE = `(function (config) {
  var ID = 'allim-report-dialog';
  // SDKs listen for it when they were given an onClose.
  var CLOSED = '__sentry_reportdialog_closed__';
  var texts = config.texts;

  function el(name, attributes, children) {
    var element = document.createElement(name);
    Object.keys(attributes).forEach(function (key) { element.setAttribute(key, attributes[key]); });
    (children || []).forEach(function (child) { element.append(child); });
    return element;
  }
  function addStyle(root) {
    try {
      var sheet = new CSSStyleSheet();
      sheet.replaceSync(config.style);
      root.adoptedStyleSheets = [sheet];
    } catch (error) {
      root.append(el('style', {}, [config.style]));
    }
  }

  function field(name, label, type, value, autocomplete) {
    var control = type === 'textarea'
      ? el('textarea', { id: name, name: name, rows: '4' })
      : el('input', { id: name, name: name, type: type, autocomplete: autocomplete });
    control.required = true;
    control.value = value;
    control.setAttribute('aria-describedby', name + '-wrong');
    var wrong = el('span', { id: name + '-wrong', class: 'wrong' });
    return { name: name, control: control, wrong: wrong, row: el('div', { class: 'field' }, [el('label', { for: name }, [label]), control, wrong]) };
  }
  function mark(one, complaints) {
    one.wrong.textContent = complaints ? complaints.join(' ') : '';
    one.control.setAttribute('aria-invalid', complaints ? 'true' : 'false');
  }

  function show() {
    var before = document.getElementById(ID);
    if (before) before.remove();
    var host = el('div', { id: ID, class: 'sentry-error-embed-wrapper', lang: config.lang });
    var root = host.attachShadow({ mode: 'open' });
    addStyle(root);
    var fields = [
      field('name', texts.labelName, 'text', config.name, 'name'),
      field('email', texts.labelEmail, 'email', config.email, 'email'),
      field('comments', texts.labelComments, 'textarea', '', 'off'),
    ];
    var failed = el('p', { class: 'failed', role: 'alert' });
    var submit = el('button', { type: 'submit', class: 'primary' }, [texts.labelSubmit]);
    var close = el('button', { type: 'button' }, [texts.labelClose]);
    var actions = el('div', { class: 'actions' }, [close, submit]);
    var form = el('form', {}, fields.map(function (one) { return one.row; }).concat([failed, actions]));
    form.noValidate = true;
    var dialog = el('dialog', { 'aria-labelledby': 'title', 'aria-describedby': 'about' }, [
      el('h2', { id: 'title' }, [texts.title]),
      el('p', { id: 'about' }, [texts.subtitle + ' ' + texts.subtitle2]),
      form,
    ]);
    root.append(dialog);

    function finish() {
      actions.replaceChildren(close);
      form.replaceWith(el('p', { class: 'done', role: 'alert' }, [texts.successMessage]), actions);
      close.focus();
    }
    function complain(errors) {
      fields.forEach(function (one) { mark(one, errors[one.name]); });
      failed.textContent = texts.errorFormEntry;
      var first = fields.find(function (one) { return errors[one.name]; });
      if (first) first.control.focus();
    }
    function fail() { failed.textContent = texts.errorGeneric; }
    function send() {
      var body = new URLSearchParams();
      fields.forEach(function (one) { body.set(one.name, one.control.value); mark(one); });
      failed.textContent = '';
      submit.disabled = true;
      fetch(config.endpoint, { method: 'POST', body: body, credentials: 'omit' })
        .then(function (response) {
          if (response.ok) return finish();
          return response.json().then(function (answer) { answer.errors ? complain(answer.errors) : fail(); });
        })
        .catch(fail)
        .then(function () { submit.disabled = false; });
    }
    // The keyboard stays inside: the browser makes the rest of the page inert, this leads round from end to end.
    function keepFocus(event) {
      if (event.key !== 'Tab') return;
      var stops = [].slice.call(dialog.querySelectorAll('input, textarea, button:not(:disabled)'));
      var edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
      if (root.activeElement !== edge) return;
      event.preventDefault();
      (event.shiftKey ? stops[stops.length - 1] : stops[0]).focus();
    }

    form.addEventListener('submit', function (event) { event.preventDefault(); send(); });
    close.addEventListener('click', function () { dialog.close(); });
    dialog.addEventListener('keydown', keepFocus);
    // Keys of the dialog are none of the page's.
    ['keydown', 'keyup', 'keypress'].forEach(function (type) {
      host.addEventListener(type, function (event) { event.stopPropagation(); });
    });
    dialog.addEventListener('close', function () {
      host.remove();
      window.postMessage(CLOSED, '*');
    });
    document.body.append(host);
    dialog.showModal();
    (fields.find(function (one) { return !one.control.value; }) || fields[2]).control.focus();
  }

  if (document.body) show();
  else document.addEventListener('DOMContentLoaded', show);
})`;
