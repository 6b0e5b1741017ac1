// Addresses that lead, or try to look as if they did not lead, into a private network: what the client for outgoing
// HTTP must refuse, and what the firewall must stop should it not.

/** An IPv4 address in the ways that some URL parser somewhere reads. */
function notations(address: string): string[] {
  const [a, b, c, d] = address.split('.').map(Number) as [number, number, number, number];
  const whole = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  const hex = (n: number) => n.toString(16);
  const octal = (n: number) => `0${n.toString(8)}`;
  const halves = `${hex((a << 8) | b)}:${hex((c << 8) | d)}`;
  return [
    address,
    `${address}.`, // the root's dot
    String(whole),
    `0x${hex(whole)}`,
    `0X${hex(whole).toUpperCase()}`,
    `0${whole.toString(8)}`,
    [a, b, c, d].map(octal).join('.'),
    [a, b, c, d].map((n) => `0x${hex(n)}`).join('.'),
    `${a}.${octal(b)}.0x${hex(c)}.${d}`,
    `${a}.${(b << 16) | (c << 8) | d}`, // three numbers in one
    `${a}.${b}.${(c << 8) | d}`,
    `0x${hex(a)}.${octal((b << 16) | (c << 8) | d)}`,
    wide(address),
    address.replaceAll('.', '。'),
    address.replaceAll('.', '．'),
    [...address].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join(''),
    address.replaceAll('.', '%2e'),
    circled(address),
    `[::ffff:${address}]`, // mapped
    `[::ffff:${halves}]`,
    `[0:0:0:0:0:FFFF:${halves}]`,
    `[::${address}]`, // compatible
    `[::ffff:0:${address}]`, // translated
    `[64:ff9b::${address}]`, // NAT64
    `[64:ff9b:1::${address}]`,
    `[2002:${halves}::1]`, // 6to4
    `[2001:0:4136:e378:8000:63bf:${hex(~((a << 8) | b) & 0xffff)}:${hex(~((c << 8) | d) & 0xffff)}]`, // Teredo
  ];
}

const wide = (text: string): string =>
  text.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));

/** Circled, subscript and other digits that IDNA reads as plain ones. */
const circled = (text: string): string => text.replace(/\d/g, (digit) => '⓪①②③④⑤⑥⑦⑧⑨'[Number(digit)]!);

/** One of each network, in every notation. */
const VICTIMS = ['127.0.0.1', '10.0.0.1', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.100.100.200'];

/** Others, as they are. */
const PLAIN = [
  '0.0.0.0',
  '0',
  '0x0',
  '00.0',
  '0.0.0.1',
  '127.1',
  '127.255.255.254',
  '127.0.0.53',
  '10.255.255.254',
  '172.31.255.254',
  '192.168.255.254',
  '100.64.0.1',
  '100.127.255.254',
  '169.254.0.1',
  '169.254.170.2',
  '192.0.0.192',
  '168.63.129.16',
  '192.0.2.1',
  '198.18.0.1',
  '198.19.255.254',
  '198.51.100.1',
  '203.0.113.1',
  '192.88.99.1',
  '224.0.0.1',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
  '[::]',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[0000:0000:0000:0000:0000:0000:0000:0001]',
  '[fd00:ec2::254]',
  '[fc00::1]',
  '[fd12:3456:789a::1]',
  '[fe80::1]',
  '[febf::1]',
  '[fec0::1]',
  '[ff02::1]',
  '[ff0e::1]',
  '[100::1]',
  '[2001:db8::1]',
  '[3fff::1]',
  '[5f00::1]',
  '[2001:20::1]',
];

/** Addresses with a private host in them, written out or hidden. */
export const PRIVATE_URLS: readonly string[] = [
  ...VICTIMS.flatMap(notations).map((host) => `http://${host}/`),
  ...PLAIN.map((host) => `http://${host}/`),
  'https://127.0.0.1/',
  'https://[::1]/',
  'http://127.0.0.1:8080/',
  'http:127.0.0.1/',
  'http:\\\\127.0.0.1\\',
  'http:///127.0.0.1/',
  'HTTP://127.0.0.1/',
  ' http://127.0.0.1/ ',
  'ht\ntp://127.0.0.1/',
  'http://127.0.\t0.1/',
  'http://127.0.0.1\\@public.example/',
  'http://127.0.0.1#@public.example/',
  'http://127.0.0.1?@public.example/',
  'http://127.0.0.1/@public.example/',
];

/** A public name in front of the private host, as its user name. */
export const CREDENTIAL_URLS: readonly string[] = [
  'http://public.example@127.0.0.1/',
  'http://public.example:80@127.0.0.1/',
  'http://public.example%2f@10.0.0.1/',
  'http://public.example&@169.254.169.254/',
  'http://@public.example@127.0.0.1/',
  'http://a:b@[::1]/',
  'http://public.example%00@127.0.0.1/',
];

/** Names, and what the resolver says of them. */
export const PRIVATE_NAMES: Readonly<Record<string, readonly string[]>> = {
  'loopback.example': ['127.0.0.1'],
  'loopback.example.': ['127.0.0.1'],
  'a.127.0.0.1.nip.example': ['127.0.0.1'],
  'intranet.example': ['10.0.0.1'],
  'router.example': ['192.168.1.1'],
  'docker.example': ['172.16.0.1'],
  'metadata.example': ['169.254.169.254'],
  'cloud.example': ['100.100.100.200'],
  'zero.example': ['0.0.0.0'],
  'six.example': ['::1'],
  'mapped.example': ['::ffff:127.0.0.1'],
  'nat64.example': ['64:ff9b::7f00:1'],
  'unique-local.example': ['fd00:ec2::254'],
  'link-local.example': ['fe80::1'],
  'both.example': ['127.0.0.1', '::1'],
  // One of these is public, and first; the other is where the attack goes.
  'mixed.example': ['45.45.45.99', '10.0.0.1'],
  'mixed-six.example': ['2a0a:4545::99', '::1'],
};
