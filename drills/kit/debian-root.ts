// Programs newer than those of the Debian underneath: a root folder of Debian "forky" that drills run programs in by
// `chroot`. It is made once (about five minutes, one gigabyte) and kept under NEXUS_DRILL_CACHE for later runs.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram, type Need } from './need.ts';

const CACHE = process.env.NEXUS_DRILL_CACHE ?? '/var/cache/nexus-drills';

/** Where the root is: `/usr/bin/patronictl` of it is `${DEBIAN_ROOT}/usr/bin/patronictl`. */
export const DEBIAN_ROOT = join(CACHE, 'forky');

const PACKAGES = [
  'ca-certificates',
  'postgresql-18',
  'pgbouncer',
  'pgbackrest',
  'patroni',
  'python3-etcd3',
  'python3-etcd',
  'etcd-server',
  'haproxy',
  'valkey-server',
  'valkey-sentinel',
  'prometheus',
  'prometheus-alertmanager',
  'prometheus-blackbox-exporter',
  'prometheus-node-exporter',
  'prometheus-postgres-exporter',
  'libatomic1',
  'iproute2',
  'procps',
  'docker-compose',
];

/** The mirror that the machine itself uses. */
const MIRROR = `"$(apt-get indextargets --format '$(REPO_URI)' 'Origin: Debian' | head -n 1)"`;

// Forky's release file is past its date on some mirrors.
const MAKE =
  'apt-get install -y mmdebstrap && ' +
  `mmdebstrap --variant=minbase --aptopt='Acquire::Check-Valid-Until "false"' ` +
  `--include=${PACKAGES.join(',')} forky ${DEBIAN_ROOT} ${MIRROR}`;

/** The root with a program in it, named by its path: "usr/bin/patroni". */
export const inDebianRoot = (path: string): Need => ({
  name: `Debian forky (${path.split('/').at(-1)})`,
  command: `mkdir -p ${CACHE} && ${MAKE}`,
  present: () => existsSync(join(DEBIAN_ROOT, path)) && findProgram('chroot') !== undefined,
});
