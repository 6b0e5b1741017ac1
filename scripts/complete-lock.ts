// Adds to package-lock.json the packages of other platforms that the registry at hand did not name: `npm ci`
// refuses a lock file that lacks optional dependencies of what it holds. Run it after every `npm install`.

import { readFileSync, writeFileSync } from 'node:fs';

interface Package {
  version: string;
  dev?: boolean;
  optionalDependencies?: Record<string, string>;
  [more: string]: unknown;
}

const SYSTEMS = [
  'android',
  'darwin',
  'linux',
  'linuxmusl',
  'freebsd',
  'openharmony',
  'win32',
  'windows',
  'sunos',
  'aix',
  'netbsd',
  'openbsd',
];
const PROCESSORS = [
  'arm64',
  'x64',
  'ia32',
  'arm',
  'ppc64',
  'riscv64',
  's390x',
  'loong64',
  'wasm32',
  'mips64el',
];

const FILE = 'package-lock.json';
const lock = JSON.parse(readFileSync(FILE, 'utf8')) as { packages: Record<string, Package> };

for (const [path, owner] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(owner.optionalDependencies ?? {})) {
    if (lock.packages[`node_modules/${name}`] ?? lock.packages[`${path}/node_modules/${name}`]) continue;
    lock.packages[`node_modules/${name}`] = entry(name, range.replace(/^[\^~]/, ''), owner.dev === true);
    process.stdout.write(`${name} ${range}\n`);
  }
}
const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
writeFileSync(FILE, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);

/** What npm would have written, without the checksum: the package cannot be had here. */
function entry(name: string, version: string, dev: boolean): Package {
  const words = name.split('/').at(-1)!.split('-');
  const cpu = words.find((word) => PROCESSORS.includes(word));
  const os = words
    .find((word) => SYSTEMS.includes(word))
    ?.replace('linuxmusl', 'linux')
    .replace('windows', 'win32');
  const libc = name.includes('musl') ? ['musl'] : name.includes('-gnu') ? ['glibc'] : undefined;
  return {
    version,
    ...(cpu && { cpu: [cpu] }),
    ...(dev && { dev }),
    ...(libc && { libc }),
    optional: true,
    ...(os && { os: [os] }),
  };
}
