// One address that opens connections without end, while another wants a page now and then.

import type { Figure } from '../kit/figure.ts';
import type { Trial } from '../kit/trial.ts';
import { NEIGHBOUR, type Network, publicAddress } from './network.ts';

/** Seconds and requests of each flood, and how many of them the rules let through: a burst, and so many a second. */
const PAGES = { port: '80', seconds: 10, rate: 2000, burst: 200, each: 50 };
const LOGINS = { port: '22', seconds: 10, rate: 50, burst: 10, each: 0.1 };

export async function flood(trial: Trial, network: Network): Promise<Figure[]> {
  const answered = synFlood(trial, network, PAGES);
  const failed = await neighbour(network, PAGES.seconds);
  const logins = await synFlood(trial, network, LOGINS);
  return [
    {
      name: `of a flood of ${PAGES.rate * PAGES.seconds} connections from one address, answered`,
      value: await answered,
      atMost: bound(PAGES),
      atLeast: PAGES.burst,
    },
    {
      name: 'requests of its neighbour that failed meanwhile',
      value: failed,
      atMost: 0,
      unit: `of ${PAGES.seconds * 5}`,
    },
    {
      name: `of ${LOGINS.rate * LOGINS.seconds} SSH connections from one address, answered`,
      value: logins,
      atMost: bound(LOGINS),
      atLeast: 1,
    },
  ];
}

/** The machine may be slow to send: half as long again. */
const bound = ({ burst, each, seconds }: typeof PAGES): number => Math.ceil(burst + each * seconds * 1.5);

/** Sends first packets of connections and gives how many were answered. */
async function synFlood(
  trial: Trial,
  network: Network,
  { port, seconds, rate }: typeof PAGES,
): Promise<number> {
  const how = ['--tcp', '--flags', 'syn', '-p', port, '--rate', String(rate), '-c', String(rate * seconds)];
  const printed = await network.on('outside', 'nping', '-q', ...how, publicAddress('front'));
  const [, sent, received] = /sent: (\d+) .*Rcvd: (\d+) /.exec(printed) ?? [];
  trial.say(`port ${port}: ${sent} sent, ${received} answered`);
  return Number(received);
}

/** Asks five times a second from another address, each time over a new connection. */
async function neighbour(network: Network, seconds: number): Promise<number> {
  const ask = `curl -sf -o /dev/null -m 3 --interface ${NEIGHBOUR} http://${publicAddress('front')}/ || echo failed; sleep 0.2`;
  const printed = await network.on('outside', 'sh', '-c', `for i in $(seq ${seconds * 5}); do ${ask}; done`);
  return printed.split('failed').length - 1;
}
