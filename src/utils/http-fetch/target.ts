// Where a request may go: judged on the address as written, and again on every IP address its name stands for, at the
// moment of connecting. So a name that changes its mind in between gains nothing.

import dns, { type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isPublic } from './address.ts';
import { FetchRefused } from './refused.ts';

export interface Rules {
  mayReach(address: string): boolean;
  mayUse(port: number): boolean;
}

const PORTS = new Set([80, 443, 8080, 8443]);

export const PUBLIC_ONLY: Rules = { mayReach: isPublic, mayUse: (port) => PORTS.has(port) };

/** For trials on one's own machine, where servers have any port. */
export const ANYWHERE: Rules = { mayReach: () => true, mayUse: () => true };

/** Reads an address, or the place a redirect names; throws for what may not be asked for. */
export function targetOf(address: string, rules: Rules, base?: URL): URL {
  if (!URL.canParse(address, base)) throw new FetchRefused('address');
  const url = new URL(address, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new FetchRefused('scheme');
  if (url.username !== '' || url.password !== '') throw new FetchRefused('credentials');
  if (!rules.mayUse(portOf(url))) throw new FetchRefused('port');
  // Node connects to an address without asking the resolver, thus without asking `lookupUnder`.
  const host = hostOf(url);
  if (isIP(host) !== 0 && !rules.mayReach(host)) throw new FetchRefused('private');
  return url;
}

/** A resolver for Node's sockets. One forbidden address among several refuses the name. */
export const lookupUnder =
  (rules: Rules): LookupFunction =>
  (host, options, callback) => {
    dns.lookup(host, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, '');
      if (found.some(({ address }) => !rules.mayReach(address)))
        return callback(new FetchRefused('private'), '');
      handOn(found, options.all === true, callback);
    });
  };

function handOn(
  found: readonly LookupAddress[],
  all: boolean,
  callback: Parameters<LookupFunction>[2],
): void {
  if (all) callback(null, [...found]);
  else callback(null, found[0]!.address, found[0]!.family);
}

const portOf = ({ port, protocol }: URL): number => Number(port || (protocol === 'https:' ? 443 : 80));

/** Without the brackets of IPv6. */
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');
