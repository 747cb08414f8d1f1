// The number of signatures, kept up to date: from the event stream, or by asking when there is none.
// It stands in no live region: who listens to the page does not want to hear it tick.

const POLL_MS = 10_000;
const POLL_JITTER = 0.4; // at most this much later, so that readers do not ask in step
const POLL_WAIT_S_MAX = 120;
const STREAM_AGAIN_POLLS = 12; // polls before the stream is tried again: two minutes

const number = document.getElementById('count');
const unit = document.getElementById('count-unit');
const goal = document.getElementById('goal');
const language = document.documentElement.lang;
const figures = new Intl.NumberFormat(language);
const plural = new Intl.PluralRules(language);
const { url, one, other } = number.dataset;

let asOf = 0;
let stop = () => {}; // ends what follows the count at present

function show({ signature_count: count, as_of: time }) {
  const at = Date.parse(time);
  if (at < asOf) {
    return; // another gateway, a little behind
  }
  asOf = at;
  number.textContent = figures.format(count);
  unit.textContent = plural.select(count) === 'one' ? one : other;
  if (goal) {
    goal.value = Math.min(count, goal.max);
  }
}

function listen() {
  const stream = new EventSource(`${url}/events`);
  stop = () => stream.close();
  stream.addEventListener('message', ({ data }) => show(JSON.parse(data)));
  stream.onerror = () => {
    stream.close();
    poll();
  };
}

function poll() {
  let timer;
  let polls = 0;
  const later = (toldS) => {
    const ms = Math.max(POLL_MS, 1000 * Math.min(POLL_WAIT_S_MAX, toldS));
    timer = setTimeout(ask, ms * (1 + POLL_JITTER * Math.random()));
  };
  const ask = async () => {
    if (++polls > STREAM_AGAIN_POLLS) {
      listen();
      return;
    }
    const asked = timer;
    const response = await fetch(`${url}.json`).catch(() => null);
    if (response?.ok) {
      show(await response.json());
    }
    if (timer === asked) {
      later(Number(response?.headers.get('Retry-After')) || 0);
    }
  };
  stop = () => {
    clearTimeout(timer);
    timer = null;
  };
  later(0);
}

/** A page nobody looks at costs the gateway nothing. */
function follow() {
  stop();
  if (!document.hidden) {
    listen();
  }
}

document.addEventListener('visibilitychange', follow);
follow();
