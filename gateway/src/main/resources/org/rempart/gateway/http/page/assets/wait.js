// Waiting as the gateway asks: how long, how often, and what the person sees meanwhile.

export const ATTEMPTS_MAX = 8; // with the longest waits a quarter of an hour
const WAIT_S_MAX = 120; // no page keeps a person longer without asking again
const JITTER_SHARE = 0.25; // so that those who were refused together do not come back together
const JITTER_S_MAX = 10;

/** Whether the same request may succeed later. No response stands for a network error. */
export function passes(response) {
  return !response || response.status === 408 || response.status === 429 || response.status >= 500;
}

/** Seconds to wait after the refusal number `attempt`, from 1 on: at least what `Retry-After` says. */
function waitS(response, attempt) {
  const told = response?.headers.get('Retry-After') ?? '';
  const seconds = /^\d+$/.test(told) ? Number(told) : (Date.parse(told) - Date.now()) / 1000;
  const bounded = Math.min(WAIT_S_MAX, Math.max(1, Number.isNaN(seconds) ? 2 ** attempt : seconds));
  return bounded + Math.random() * Math.min(JITTER_S_MAX, JITTER_SHARE * bounded);
}

/** Thrown when the person does not want to wait any longer. */
export class Stopped extends Error {}

/** Shows why there is a wait and counts down; the person may stop it. */
export class Patience {
  #status;
  #countdown;
  #stop;
  #text;

  /** `status` is a live region; `countdown` is not, as nobody wants to hear every second. */
  constructor(status, countdown, stop, text) {
    this.#status = status;
    this.#countdown = countdown;
    this.#stop = stop;
    this.#text = text;
  }

  async wait(response, attempt) {
    const cause = { 429: 'wait.source', 503: 'wait.busy' }[response?.status];
    const until = performance.now() + 1000 * waitS(response, attempt);
    const left = () => Math.ceil((until - performance.now()) / 1000);
    this.#status.textContent = this.#text(cause ?? 'wait.network', left());
    this.#stop.hidden = this.#countdown.hidden = false;
    try {
      await new Promise((resolve, reject) => {
        const tick = () => {
          this.#countdown.textContent = this.#text('wait.countdown', left(), attempt + 1, ATTEMPTS_MAX);
          if (left() <= 0) {
            clearInterval(timer);
            resolve();
          }
        };
        const timer = setInterval(tick, 250);
        this.#stop.onclick = () => {
          clearInterval(timer);
          reject(new Stopped());
        };
        tick();
      });
    } finally {
      if (document.activeElement === this.#stop) {
        this.#stop.form.querySelector('[type=submit]').focus(); // what is hidden cannot keep it
      }
      this.#stop.hidden = this.#countdown.hidden = true;
      this.#status.textContent = '';
    }
  }
}
