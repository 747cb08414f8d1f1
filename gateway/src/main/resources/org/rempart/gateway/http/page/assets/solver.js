// A worker for the ALTCHA widget that solves version 1 challenges of SHA-256 many times faster than
// the widget's own, which asks crypto.subtle for one digest at a time.
//
// The widget sends each of its workers {type: 'work', challenge, counterMode, counterStart,
// counterStep, timeout} and takes {counter, derivedKey, time}, null for "not found" (the time is
// over, or it said {type: 'abort'}), or {error}. Of the challenge it gives the salt in hexadecimal as
// `parameters.nonce` and the wanted digest as `parameters.keyPrefix`.
//
// What makes it fast, after FIPS 180-4:
// - Blocks that hold only salt are hashed once, and so are the rounds before the first word with a
//   digit. With the gateway's salt of 44 bytes that leaves 50 of 64 rounds for each try.
// - The last word of the digest depends on nothing after round 60: a try that misses ends there.
// - The number lies in the block as digits and is counted up in place.

'use strict';

const TRIES_PER_TURN = 1 << 17; // about 25 ms on a desktop; an abort is heard between two turns
const BLOCK_BYTES = 64;
const ONE_BLOCK_BYTES_MAX = 55; // what leaves room for the end mark and the length
const DIGEST_WORDS = 8;
const LAST_DECIDING_ROUND = 60; // its `e` becomes the digest's last word, moved along by rounds 61-63

const ROUND_CONSTANTS = Int32Array.of(
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
);
const INITIAL_STATE = Int32Array.of(
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
);

// Shared, as a worker solves one thing at a time: the compiler knows these arrays, and reads them
// without checks (3.4 against 3.8 million tries a second).
const WORDS = new Int32Array(64); // the message schedule
const AFTER = new Int32Array(DIGEST_WORDS); // the state that `rounds` leaves

/** From `state`, the rounds `from` (included, at most 16) to `to` (not included), into AFTER. */
function rounds(state, from, to) {
  let a = state[0];
  let b = state[1];
  let c = state[2];
  let d = state[3];
  let e = state[4];
  let f = state[5];
  let g = state[6];
  let h = state[7];
  for (let t = from; t < to; t++) {
    if (t >= 16) {
      const x = WORDS[t - 15];
      const y = WORDS[t - 2];
      WORDS[t] =
        ((((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)) +
          WORDS[t - 7] +
          (((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)) +
          WORDS[t - 16]) |
        0;
    }
    const t1 =
      (h +
        (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) +
        (g ^ (e & (f ^ g))) +
        ROUND_CONSTANTS[t] +
        WORDS[t]) |
      0;
    const t2 =
      ((((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) +
        ((a & b) | (c & (a | b)))) |
      0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  AFTER[0] = a;
  AFTER[1] = b;
  AFTER[2] = c;
  AFTER[3] = d;
  AFTER[4] = e;
  AFTER[5] = f;
  AFTER[6] = g;
  AFTER[7] = h;
}

/** The chaining value after one more block, given as the first sixteen of WORDS. */
function compress(state) {
  rounds(state, 0, 64);
  return AFTER.map((word, i) => word + state[i]);
}

/** Big-endian words of `bytes`, from the byte `at`, into the first sixteen of WORDS. */
function load(bytes, at) {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, BLOCK_BYTES);
  for (let i = 0; i < 16; i++) {
    WORDS[i] = view.getInt32(4 * i);
  }
}

/** Looks for the number whose digits, after the salt, give the wanted digest. */
class Search {
  #wanted;
  #state = INITIAL_STATE; // after the blocks that hold only salt
  #tail; // the rest of the salt
  #saltBytes;

  constructor(salt, wanted) {
    this.#wanted = wanted;
    this.#saltBytes = salt.length;
    let at = 0;
    for (; at + BLOCK_BYTES <= salt.length; at += BLOCK_BYTES) {
      load(salt, at);
      this.#state = compress(this.#state);
    }
    this.#tail = salt.subarray(at);
  }

  /** The number among `tries` tries from `number` on, each `step` above the last; or -1. */
  among(number, step, tries) {
    while (tries > 0) {
      const limit = 10 ** String(number).length; // as long as the digits stay as many
      const some = Math.min(tries, Math.ceil((limit - number) / step));
      const digits = String(number).length;
      const found =
        this.#tail.length + digits <= ONE_BLOCK_BYTES_MAX
          ? this.#inOneBlock(number, digits, step, some)
          : this.#inTwoBlocks(number, step, some);
      if (found >= 0) {
        return found;
      }
      number += some * step;
      tries -= some;
    }
    return -1;
  }

  /** The padded end of the message: what is left of the salt, the digits, the mark, the length. */
  #padded(number) {
    const digits = new TextEncoder().encode(String(number));
    const used = this.#tail.length + digits.length;
    const bytes = new Uint8Array(used <= ONE_BLOCK_BYTES_MAX ? BLOCK_BYTES : 2 * BLOCK_BYTES);
    bytes.set(this.#tail);
    bytes.set(digits, this.#tail.length);
    bytes[used] = 0x80;
    const bits = 8 * (this.#saltBytes + digits.length);
    new DataView(bytes.buffer).setUint32(bytes.length - 4, bits);
    return bytes;
  }

  #inOneBlock(number, digits, step, tries) {
    load(this.#padded(number), 0);
    const first = this.#tail.length >> 2; // the first word with a digit in it
    const last = this.#tail.length + digits - 1; // the byte of the last digit
    rounds(this.#state, 0, first);
    const begun = AFTER.slice();
    const target = (this.#wanted[7] - this.#state[7]) | 0;
    for (let left = tries; left > 0; left--) {
      rounds(begun, first, LAST_DECIDING_ROUND + 1);
      if (AFTER[4] === target && this.#hit(compress(this.#state))) {
        return number;
      }
      number += step;
      let carry = step;
      for (let at = last; carry > 0 && left > 1; at--) {
        const shift = 24 - ((at & 3) << 3);
        const digit = ((WORDS[at >> 2] >>> shift) & 15) + carry; // '0' is 0x30, '9' is 0x39
        carry = (digit / 10) | 0;
        WORDS[at >> 2] = (WORDS[at >> 2] & ~(15 << shift)) | ((digit - 10 * carry) << shift);
      }
    }
    return -1;
  }

  /** For salts that leave no room; no salt of the gateway is among them, so it need not be quick. */
  #inTwoBlocks(number, step, tries) {
    for (let left = tries; left > 0; left--, number += step) {
      const bytes = this.#padded(number);
      load(bytes, 0);
      const middle = compress(this.#state);
      load(bytes, BLOCK_BYTES);
      if (this.#hit(compress(middle))) {
        return number;
      }
    }
    return -1;
  }

  #hit(digest) {
    return digest.every((word, i) => word === this.#wanted[i]);
  }
}

function bytesOf(hex) {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

function wordsOf(hex) {
  const bytes = new DataView(bytesOf(hex).buffer);
  return Int32Array.from({ length: DIGEST_WORDS }, (_, i) => bytes.getInt32(4 * i));
}

let aborted = false;

/** Lets waiting messages in. Unlike a timer's, the delay of a channel is not raised to 4 ms. */
function turn() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

async function solve({ challenge, counterMode, counterStart, counterStep, timeout }) {
  const { nonce, keyPrefix, salt, cost } = challenge.parameters;
  if (counterMode !== 'string' || !/^[0-9a-f]{64}$/.test(keyPrefix) || salt !== '' || cost > 1) {
    return { error: 'Not a challenge of version 1.' };
  }
  const start = performance.now();
  const search = new Search(bytesOf(nonce), wordsOf(keyPrefix));
  for (let number = counterStart; !aborted; number += TRIES_PER_TURN * counterStep) {
    const found = search.among(number, counterStep, TRIES_PER_TURN);
    const time = Math.floor(10 * (performance.now() - start)) / 10;
    if (found >= 0) {
      return { counter: found, derivedKey: keyPrefix, time };
    }
    if (timeout && time > timeout) {
      return null;
    }
    await turn();
  }
  return null;
}

self.onmessage = async ({ data }) => {
  if (data.type === 'abort') {
    aborted = true;
  } else if (data.type === 'work') {
    aborted = false;
    self.postMessage(await solve(data));
  }
};
