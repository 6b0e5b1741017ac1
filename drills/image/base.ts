// The images that the Dockerfile and the Compose file start from, made from Debian's packages and from npm under the
// names they have in public, for machines that reach no registry of images. They are kept.

import { cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEBIAN_ROOT } from '../kit/debian-root.ts';
import { ROOT_FOLDER } from '../kit/nexus.ts';
import type { Trial } from '../kit/trial.ts';
import type { Docker } from './docker.ts';

export const NODE_IMAGE = 'node:26-bookworm-slim';
const LEFT_OUT = ['doc', 'man', 'info', 'locale'].map(
  (name) => `--dpkgopt=path-exclude=/usr/share/${name}/*`,
);
const ROOT_NAME = 'nexus-drill/debian';

/** What each image of the Compose file is here: how it starts differs, the programs lie in one Debian root. */
const STAND_INS: Readonly<Record<string, readonly string[]>> = {
  'haproxy:3.2': ['CMD ["haproxy"]'],
  'edoburu/pgbouncer:v1.25.1-p0': ['CMD ["pgbouncer"]'],
  'valkey/valkey:9.0': ['WORKDIR /data', 'CMD ["valkey-server"]'],
  'prom/prometheus:v3.5.0': [
    'RUN mkdir /prometheus && chown 65534:65534 /prometheus',
    'WORKDIR /prometheus',
    'ENTRYPOINT ["prometheus"]',
  ],
  'prom/alertmanager:v0.28.1': [
    'RUN mkdir /alertmanager && chown 65534:65534 /alertmanager',
    'ENTRYPOINT ["prometheus-alertmanager"]',
  ],
  'prom/blackbox-exporter:v0.27.0': ['ENTRYPOINT ["prometheus-blackbox-exporter"]'],
  'prom/node-exporter:v1.9.1': ['ENTRYPOINT ["prometheus-node-exporter"]'],
  'prometheuscommunity/postgres-exporter:v0.17.1': ['ENTRYPOINT ["prometheus-postgres-exporter"]'],
  'postgres:18-bookworm': [
    'RUN rm -rf /var/lib/postgresql/* && chown postgres /var/lib/postgresql && mkdir /docker-entrypoint-initdb.d',
    // A tmpfs takes the mode of what it covers; other drills leave this folder in the root.
    'RUN install -d -o postgres -g postgres -m 1777 /run/postgresql',
    'ENV PGDATA=/var/lib/postgresql/18/docker',
    'COPY postgres-entrypoint.sh /usr/local/bin/docker-entrypoint.sh',
    'ENTRYPOINT ["docker-entrypoint.sh"]',
  ],
};

const PATH = 'PATH=/usr/lib/postgresql/18/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const isThere = ({ docker }: Docker, image: string): Promise<boolean> =>
  docker('image', 'inspect', image).then(
    () => true,
    () => false,
  );

/** Node's own image: Debian as slim, Node and npm in /usr/local, the user "node". */
export async function makeNodeImage(trial: Trial, docker: Docker): Promise<void> {
  if (await isThere(docker, NODE_IMAGE)) return;
  trial.say(`making ${NODE_IMAGE}`);
  const root = join(trial.folder, 'node-image');
  const packages = '--include=ca-certificates,libatomic1,libstdc++6';
  await docker.run('mmdebstrap', ['--variant=minbase', packages, ...LEFT_OUT, 'bookworm', root]);
  const local = join(root, 'usr/local');
  await cp(process.execPath, join(local, 'bin/node'));
  const modules = join(local, 'lib/node_modules');
  await mkdir(modules, { recursive: true });
  // With all of the machine's environment: it may say which registry and which authorities to trust.
  const env = process.env as Record<string, string>;
  const packed = ['pack', 'npm@11', '--silent', '--pack-destination', modules];
  const npm = (await docker.run('npm', packed, env)).trim();
  const unpack = `tar xzf ${npm} && mv package npm && rm ${npm}`;
  await docker.run('sh', ['-c', `cd ${modules} && ${unpack}`]);
  await symlink('../lib/node_modules/npm/bin/npm-cli.js', join(local, 'bin/npm'));
  // Whom this machine trusts, the image trusts.
  const trusted = '/etc/ssl/certs/ca-certificates.crt';
  await cp(trusted, join(root, trusted));
  await mkdir(join(local, 'etc'), { recursive: true });
  await writeFile(join(local, 'etc/npmrc'), `cafile=${trusted}\n`);
  await docker.run('chroot', [root, 'useradd', '--uid', '1000', '--create-home', 'node']);
  await importFolder(docker, root, NODE_IMAGE);
  await rm(root, { recursive: true, force: true });
}

/** The images of the stack around Nexus. */
export async function makeStandIns(trial: Trial, docker: Docker): Promise<void> {
  const missing: string[] = [];
  for (const image of Object.keys(STAND_INS)) if (!(await isThere(docker, image))) missing.push(image);
  if (missing.length === 0) return;
  if (!(await isThere(docker, ROOT_NAME))) {
    trial.say(`making ${ROOT_NAME}`);
    await importFolder(docker, DEBIAN_ROOT, ROOT_NAME);
  }
  for (const image of missing) {
    const file = join(trial.folder, 'stand-in');
    await writeFile(file, [`FROM ${ROOT_NAME}`, ...STAND_INS[image]!, ''].join('\n'));
    await docker.docker(
      'build',
      '--network=host',
      '-f',
      file,
      '-t',
      image,
      join(ROOT_FOLDER, 'drills/image'),
    );
  }
}

async function importFolder(docker: Docker, folder: string, image: string): Promise<void> {
  const empty = ['proc', 'sys', 'dev'].map((name) => `--exclude=./${name}/*`).join(' ');
  const pack = `tar -C ${folder} ${empty} -c . | docker import --change 'ENV ${PATH}' - ${image}`;
  await docker.run('sh', ['-c', pack]);
}
