// Signing without leaving the page: posts the form, waits and tries again when the gateway asks for it,
// and says what happens. Without this script the form posts by itself, as any form does.

import { Form } from './form.js';
import { ATTEMPTS_MAX, passes, Patience, Stopped } from './wait.js';
import { Work } from './work.js';

const POST_MS_MAX = 30_000; // after that the network counts as gone

const element = (id) => document.getElementById(id);
const sign = element('sign');
const button = element('send');
const fields = element('fields');
const status = element('status');
const alert = element('alert');
const thanks = element('thanks');

const messages = JSON.parse(sign.dataset.messages);
const text = (key, ...values) => messages[key].replace(/\{(\d)\}/g, (_, i) => values[i]);

const patience = new Patience(status, element('countdown'), element('stop'), text);
const form = new Form(sign, element('errors'), text);

function post(body) {
  return fetch(sign.action, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(POST_MS_MAX),
  }).catch(() => null);
}

/**
 * Posts until there is an answer that stays. The same solution goes out again after a wait: had the
 * first one been taken and only its answer been lost, that counts nothing twice.
 */
async function send(work, details) {
  let renewed = false;
  for (let attempt = 1; ; attempt++) {
    status.textContent = text('sending');
    const altcha = await work.payload();
    if (!altcha) {
      return { problem: work.refusal };
    }
    const response = await post({ ...details, altcha });
    const body = await response?.json().catch(() => null);
    if (response?.ok && body) {
      return { recorded: response.status === 201, ...body };
    }
    if (response?.ok || passes(response)) {
      if (attempt === ATTEMPTS_MAX) {
        return { problem: 'failed.attempts' };
      }
      await patience.wait(response, attempt);
      renewed = false;
      continue;
    }
    const { code = '', errors } = body ?? {};
    if (!code.startsWith('challenge_')) {
      return { problem: `failed.${code}`, errors };
    }
    work.discard(); // spent, or expired while waiting
    if (renewed || attempt === ATTEMPTS_MAX) {
      return { problem: 'failed.work' };
    }
    renewed = true;
  }
}

function thank({ recorded, receipt }) {
  element('thanks-text').textContent = text(recorded ? 'thanks.recorded' : 'thanks.accepted');
  element('receipt').textContent = receipt;
  sign.hidden = true;
  thanks.hidden = false;
  thanks.focus();
}

function busy(is) {
  if (is && fields.contains(document.activeElement)) {
    button.focus(); // what is disabled cannot keep it
  }
  fields.disabled = is;
  button.setAttribute('aria-disabled', is);
  status.textContent = '';
}

async function submit(work) {
  if (fields.disabled) {
    return;
  }
  alert.textContent = '';
  const details = form.details();
  const missing = form.missing(details);
  form.show(missing);
  if (missing.length > 0) {
    return;
  }
  busy(true);
  const answer = await send(work, details).catch((error) => ({
    problem: error instanceof Stopped ? 'stopped' : 'failed',
  }));
  busy(false);
  if (answer.receipt) {
    thank(answer);
  } else if (answer.errors?.length) {
    form.show(answer.errors);
  } else {
    alert.textContent = text(answer.problem in messages ? answer.problem : 'failed');
  }
}

async function begin() {
  const widget = sign.querySelector('altcha-widget');
  if (!customElements.get('altcha-widget')) {
    alert.textContent = text('failed.widget');
    return;
  }
  if (!widget.configure) {
    await new Promise((loaded) => widget.addEventListener('load', loaded, { once: true }));
  }
  const strings = Object.entries(messages).filter(([key]) => key.startsWith('widget.'));
  const work = new Work(
    widget,
    patience,
    Object.fromEntries(strings.map(([key, value]) => [key.slice('widget.'.length), value])),
  );
  sign.addEventListener('submit', (event) => {
    event.preventDefault();
    submit(work);
  });
  element('again').addEventListener('click', () => {
    sign.reset();
    form.show([]);
    thanks.hidden = true;
    sign.hidden = false;
    sign.elements.name.focus();
  });
}

begin();
