// The proof of work: the stock ALTCHA widget, with our solver, asking again when it is told to wait.

import { ATTEMPTS_MAX, passes } from './wait.js';

const SOLVER = new URL('./solver.js', import.meta.url);
const STOCK_SOLVER = new URL('./sha.js', import.meta.url);
const PROBE_MS_MAX = 2000; // a worker that has not answered by then is not waited for
const FETCH_MS_MAX = 30_000; // after that the network counts as gone

// SHA-256 of "probe7": a solver that does not find the 7 is not used.
const PROBE_NUMBER = 7;
const PROBE = {
  nonce: '70726f6265',
  keyPrefix: '7e4df1b064ab2d0c9643f063705d10129202524ef913f677fff90548c984b820',
  salt: '',
  cost: 1,
};

/** Whether the worker at `url` starts here and finds a number known beforehand. */
async function solves(url) {
  let worker;
  try {
    return await new Promise((resolve, reject) => {
      setTimeout(reject, PROBE_MS_MAX);
      worker = new Worker(url);
      worker.onerror = reject;
      worker.onmessage = ({ data }) => resolve(data?.counter === PROBE_NUMBER);
      worker.postMessage({
        type: 'work',
        challenge: { parameters: PROBE },
        counterMode: 'string',
        counterStart: 0,
        counterStep: 1,
        timeout: PROBE_MS_MAX,
      });
    });
  } catch {
    return false;
  } finally {
    worker?.terminate();
  }
}

export class Work {
  #widget;
  #patience;
  #solver;
  #payload = null;
  #solving = false;
  #refusal = null; // the text that says why there is no challenge
  #waiting = [];

  /** `strings` are the widget's own, in the page's language. */
  constructor(widget, patience, strings) {
    this.#widget = widget;
    this.#patience = patience;
    this.#solver = solves(SOLVER).then((ours) => (ours ? SOLVER : STOCK_SOLVER));
    const { algorithms, i18n } = globalThis.$altcha;
    algorithms.set('SHA-256', async () => this.#start(await this.#solver));
    i18n.set(widget.getAttribute('language'), { ...i18n.get('en'), ...strings });
    widget.addEventListener('statechange', ({ detail }) => this.#changed(detail));
    widget.configure({ auto: 'onfocus', fetch: (url, init) => this.#fetch(url, init) });
  }

  /** The solved challenge as the form posts it; null when none is to be had. */
  async payload() {
    for (let solvers = 2; solvers > 0 && !this.#payload; solvers--) {
      if (!this.#solving) {
        this.#solving = true;
        this.#widget.verify();
      }
      await new Promise((resolve) => this.#waiting.push(resolve));
      if (this.#refusal) {
        break; // another solver would not help
      }
    }
    return this.#payload;
  }

  /** The key of a text: why there is no solution. */
  get refusal() {
    return this.#refusal ?? 'failed.work';
  }

  /** Says that the gateway does not take the present solution any more. */
  discard() {
    this.#payload = null;
  }

  #start(solver) {
    const worker = new Worker(solver);
    worker.onerror = () => {
      this.#solver = Promise.resolve(STOCK_SOLVER);
    };
    return worker;
  }

  #changed({ state, payload }) {
    if (state !== this.#widget.getState()) {
      return; // overtaken by a later change
    }
    if (state === 'verifying') {
      this.#solving = true;
    } else if (state !== 'expired') {
      this.#solving = false;
      this.#payload = state === 'verified' ? payload : null;
      this.#waiting.splice(0).forEach((wake) => wake());
    } else if (!this.#solving) {
      this.#widget.reset(); // quietly: the next look at the form, or sending it, solves another one
    }
    // Expired while solving: the widget goes by this computer's clock, which may be wrong. It solves
    // on, and the gateway decides.
  }

  /** The widget's way to a challenge. It takes any refusal for the end, so it does not see those that pass. */
  async #fetch(url, init) {
    this.#refusal = 'stopped'; // if the wait throws
    for (let attempt = 1; ; attempt++) {
      const signal = AbortSignal.timeout(FETCH_MS_MAX);
      const response = await fetch(url, { ...init, signal, cache: 'no-store' }).catch(() => null);
      if (!passes(response)) {
        const problem = response.ok || (await response.clone().json().catch(() => ({})));
        this.#refusal = response.ok ? null : `failed.${problem.code}`;
        return response;
      }
      if (attempt === ATTEMPTS_MAX) {
        this.#refusal = 'failed.attempts';
        throw new Error('No challenge');
      }
      await this.#patience.wait(response, attempt);
    }
  }
}
