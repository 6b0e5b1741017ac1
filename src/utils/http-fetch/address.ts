// Which addresses are public. The lists are those of IANA's registries of special-purpose addresses; the
// firewall for hosts (deploy/firewall) holds the same, and a test compares the two.

import { BlockList, isIP } from 'node:net';

/** IPv4 that is not the public internet. */
export const SPECIAL_IPV4 = [
  '0.0.0.0/8', // this host: connecting there reaches loopback
  '10.0.0.0/8',
  '100.64.0.0/10', // carrier-grade NAT; some clouds serve metadata here
  '127.0.0.0/8',
  '168.63.129.16/32', // a cloud's own services, under an address that looks public
  '169.254.0.0/16', // link-local, and metadata of most clouds
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24', // relays to IPv6
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast
];

/** All IPv6 that is handed out for the public internet lies in here; mapped IPv4, NAT64, private and local do not. */
export const GLOBAL_IPV6 = '2000::/3';

/** What within it is not public all the same. */
export const SPECIAL_IPV6 = [
  '2001::/23', // protocols, among them Teredo, which hides an IPv4 address
  '2001:db8::/32',
  '2002::/16', // 6to4, which hides an IPv4 address
  '3fff::/20',
];

const specialIpv4 = listOf(SPECIAL_IPV4, 'ipv4');
const globalIpv6 = listOf([GLOBAL_IPV6], 'ipv6');
const specialIpv6 = listOf(SPECIAL_IPV6, 'ipv6');

/** Whether an IP address is one of the public internet. What is no address is not. */
export function isPublic(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !specialIpv4.check(address, 'ipv4');
  return family === 6 && globalIpv6.check(address, 'ipv6') && !specialIpv6.check(address, 'ipv6');
}

function listOf(ranges: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network, prefix] = range.split('/') as [string, string];
    list.addSubnet(network, Number(prefix), family);
  }
  return list;
}
