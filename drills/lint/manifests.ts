// The Kubernetes manifests, as kustomize puts them together, against the types of the objects they are.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Checker } from './checker.ts';
import { type Literal, misfits } from './typed.ts';

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
}

const OVERLAYS = ['dev', 'production'];

/** Of these no package has types: kustomize alone has read them. */
export const UNTYPED = ['postgresql.cnpg.io/v1', 'barmancloud.cnpg.io/v1'];

export function manifests(tools: string): Checker {
  return {
    name: 'Kubernetes manifests',
    plant: {
      file: 'deploy/kubernetes/base/web.yaml',
      text: 'readOnlyRootFilesystem: true',
      becomes: 'readOnlyRootFileSystem: true',
    },
    async faults(root) {
      const all: Manifest[] = [];
      for (const overlay of OVERLAYS) all.push(...(await manifestsOf(tools, root, overlay)));
      return misfits(tools, all.filter(({ apiVersion }) => !UNTYPED.includes(apiVersion)).map(literalOf));
    },
  };
}

async function manifestsOf(tools: string, root: string, overlay: string): Promise<readonly Manifest[]> {
  const path = join(root, 'deploy/kubernetes/overlays', overlay);
  const text = execFileSync('kubectl', ['kustomize', path], { encoding: 'utf8' });
  const { parseAllDocuments } = await import(join(tools, 'node_modules/yaml/dist/index.js'));
  return parseAllDocuments(text).map((one: { toJS(): Manifest }) => one.toJS());
}

function literalOf(value: Manifest): Literal {
  const { apiVersion, kind } = value;
  const from = apiVersion.startsWith('monitoring.coreos.com/')
    ? '@kubernetes-models/prometheus-operator'
    : 'kubernetes-models';
  return { module: `${from}/${apiVersion}/${kind}`, type: `I${kind}`, value };
}
