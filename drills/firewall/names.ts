// The resolver of the drill: knows the names of the vectors, and some that answer differently each time.

import { createSocket } from 'node:dgram';
import { PRIVATE_NAMES } from '../../test/support/ssrf-vectors.ts';
import { publicAddress, publicAddress6 } from './network.ts';

const A = 1;
const AAAA = 28;

/** How often each rebinding name was asked for. */
const asked = new Map<string, number>();

/** Answers on the usual port of every address. */
export async function answerNames(): Promise<void> {
  const socket = createSocket('udp4');
  socket.on('message', (query, { port, address }) => socket.send(answer(query), port, address));
  await new Promise<void>((bound) => socket.bind(53, '0.0.0.0', bound));
}

function answer(query: Buffer): Buffer {
  const { name, type, end } = questionOf(query);
  const family = type === A ? 4 : 6;
  const found =
    type === A || type === AAAA ? addressesOf(name, type).filter((one) => familyOf(one) === family) : [];
  const head = Buffer.from(query.subarray(0, 12));
  head.writeUInt16BE(0x8580, 2);
  head.writeUInt16BE(found.length, 6);
  head.writeUInt32BE(0, 8);
  return Buffer.concat([head, query.subarray(12, end), ...found.map((one) => record(type, bytesOf(one)))]);
}

function questionOf(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at]!; length > 0; length = query[at]!) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

/** "rebinding-10-0-0-1-7.example" is public when first asked for, and 10.0.0.1 from then on. */
function addressesOf(name: string, type: number): readonly string[] {
  const [, private4] = /^rebinding-(\d+-\d+-\d+-\d+)-/.exec(name) ?? [];
  if (private4 === undefined) {
    return (
      PRIVATE_NAMES[name] ??
      (name === 'public.example' ? [publicAddress('outside'), publicAddress6('outside')] : [])
    );
  }
  if (type !== A) return [];
  const times = asked.get(name) ?? 0;
  asked.set(name, times + 1);
  return [times === 0 ? publicAddress('outside') : private4.replaceAll('-', '.')];
}

const familyOf = (address: string): 4 | 6 => (address.includes(':') ? 6 : 4);

function record(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0); // the name of the question
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(0, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

function bytesOf(address: string): Buffer {
  if (familyOf(address) === 4) return Buffer.from(address.split('.').map(Number));
  const dotted = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const plain =
    dotted === null ? address : address.replace(dotted[0], dotted.slice(1).map(Number).reduce(pairs, ''));
  const [left = '', right = ''] = plain.split('::');
  const groups = (text: string) => text.split(':').filter(Boolean);
  const zeros = Array<string>(8 - groups(left).length - groups(right).length).fill('0');
  const all = [...groups(left), ...zeros, ...groups(right)];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

const pairs = (text: string, byte: number, index: number): string =>
  text + (index === 2 ? ':' : '') + byte.toString(16).padStart(2, '0');
