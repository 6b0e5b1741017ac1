// Every dashboard.

import { api } from './api.ts';
import type { Dashboard } from './dashboard.ts';
import { database } from './database.ts';
import { jobs } from './jobs.ts';
import { overview } from './overview.ts';
import { tenants } from './tenants.ts';

export const DASHBOARDS: readonly Dashboard[] = [overview, api, database, jobs, tenants];
