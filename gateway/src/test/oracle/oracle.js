// Another implementation's word on challenges and solutions, one question for each run:
//
//   node oracle.js create KEY MAXNUMBER EXPIRES_S    prints a challenge as JSON
//   node oracle.js solve CHALLENGE_JSON              prints the payload a widget would post
//   node oracle.js verify KEY PAYLOAD                prints true or false

import { webcrypto } from 'node:crypto';

// Node 18 has the Web Crypto API, but not yet under its global name.
globalThis.crypto ??= webcrypto;

const { createChallenge, solveChallenge, verifySolution } = await import('altcha-lib/v1');

const questions = {
  async create(hmacKey, maxnumber, expiresS) {
    const expires = new Date(Number(expiresS) * 1000);
    return JSON.stringify(
      await createChallenge({ hmacKey, maxnumber: Number(maxnumber), expires }),
    );
  },

  async solve(json) {
    const { algorithm, challenge, maxnumber, salt, signature } = JSON.parse(json);
    const { promise } = solveChallenge(challenge, salt, algorithm, maxnumber);
    const { number, took } = await promise;
    return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature, took }));
  },

  async verify(hmacKey, payload) {
    return String(await verifySolution(payload, hmacKey));
  },
};

const [question, ...details] = process.argv.slice(2);
process.stdout.write(await questions[question](...details));
