// A program of the drill, run on the app machine under a user of its own: asks for every address of standard input
// with the product's client under the product's settings, and prints what came of each.

import { text } from 'node:stream/consumers';
import { readConfig } from '../../src/config.ts';
import { httpFetch } from '../../src/utils/http-fetch.ts';

const AT_ONCE = 24;
const within = { connect: 2500, headers: 2500, total: 6000 };

const addresses = JSON.parse(await text(process.stdin)) as string[];
const { PROBE_USER, ...env } = process.env;
const config = readConfig(env);
// Only now: reading the program may need more rights than it is to have.
process.setgid!(Number(PROBE_USER));
process.setuid!(Number(PROBE_USER));

const outcomes: string[] = Array(addresses.length);
let next = 0;
async function work(): Promise<void> {
  for (let index = next++; index < addresses.length; index = next++) {
    outcomes[index] = await httpFetch(config, addresses[index]!, { within }).then(
      ({ status }) => String(status),
      (error: { reason?: string; message: string }) => error.reason ?? error.message,
    );
  }
}
await Promise.all(Array.from({ length: AT_ONCE }, work));
process.stdout.write(JSON.stringify(outcomes));
