// Whole pages kept for visitors who are not signed in: the same for all of them in a language and look. A page that
// asked for a form token, or that is not `shared`, is never kept; a member is never shown one. Fresh for two seconds;
// for half a minute more an old page is shown while a new one is made. What hides something (a post deleted or
// edited, a person suspended) empties the community's pages at once.

import { LRUCache } from 'lru-cache';
import type { Tenant } from '../../context.ts';
import { onHiding } from '../../utils/bus/hiding.ts';
import type { Bus } from '../../utils/bus.ts';
import { DomainError } from '../../utils/error.ts';
import { lookups } from '../../utils/metrics.ts';
import type { Visit } from './visit.ts';

export interface View {
  readonly markup: string;
  readonly etag: string;
  /** Other sites may show it in a frame. */
  readonly framed: boolean;
}

interface Kept {
  readonly view: View;
  readonly made: number;
}

/** Milliseconds. */
const FRESH = 2_000;
const STALE = 30_000;

const views = new LRUCache<string, Kept>({
  maxSize: 64 * 1024 * 1024,
  // Twice: once more beside its compressed form.
  sizeCalculation: ({ view }, key) => 2 * (2 * view.markup.length + key.length) + 200,
});

const outcomes = {
  hit: lookups('view', 'hit'),
  stale: lookups('view', 'stale'),
  miss: lookups('view', 'miss'),
};

/** Makes the view of a page; null when it is not for all. */
export type Make = () => Promise<View | null>;

/**
 * What a visitor asks for: the kept view, or what `make` gives. An old view is renewed behind it. Visitors who
 * come while it is made wait for it; null, and what was thrown, is for them too.
 */
export async function sharedView(visit: Visit, make: Make): Promise<View | null> {
  if (visit.ctx.viewer !== null) return null;
  const key = keyOf(visit);
  if (key === null) return make();
  const kept = views.get(key);
  const age = kept === undefined ? Number.POSITIVE_INFINITY : Date.now() - kept.made;
  if (kept === undefined || age > FRESH + STALE) {
    outcomes.miss.count++;
    return makeOnce(visit, key, make);
  }
  outcomes[age > FRESH ? 'stale' : 'hit'].count++;
  if (age > FRESH) void renew(visit, key, make);
  return kept.view;
}

const making = new Map<string, Promise<View | null>>();

function makeOnce(visit: Visit, key: string, make: Make): Promise<View | null> {
  let work = making.get(key);
  if (work === undefined) {
    work = makeAndKeep(visit, key, make).finally(() => making.delete(key));
    making.set(key, work);
  }
  return work;
}

async function makeAndKeep(visit: Visit, key: string, make: Make): Promise<View | null> {
  const view = await make();
  // Emptied meanwhile: what was read before may hold what had to go.
  if (key !== keyOf(visit)) return view;
  if (view === null) views.delete(key);
  else views.set(key, { view, made: Date.now() });
  return view;
}

/** What is refused now is not shown any longer; when something is broken, the old view is better than nothing. */
async function renew(visit: Visit, key: string, make: Make): Promise<void> {
  try {
    await makeOnce(visit, key, make);
  } catch (error) {
    if (error instanceof DomainError && error.code !== 'unavailable') views.delete(key);
    else visit.ctx.log.warn({ err: error, page: visit.here }, 'a kept page could not be renewed');
  }
}

/** Longer addresses are nobody's but their inventor's. */
const LONGEST = 300;

/** Everything that pages of visitors differ by; null: not to be kept. */
function keyOf({ ctx, t, look, here, wantsFragment }: Visit): string | null {
  if (here.length > LONGEST) return null;
  const { theme, contrast, motion, text } = look;
  return [generationOf(ctx.tenant), t.locale.tag, theme, contrast, motion, text, wantsFragment, here].join(
    ' ',
  );
}

// A change of settings makes another tenant object, and with it another name.
const names = new WeakMap<Tenant, number>();
let named = 0;

/** How often a community's pages were emptied, by its id. */
const emptied = new Map<number, number>();

function generationOf(tenant: Tenant): string {
  const name = names.get(tenant) ?? ++named;
  names.set(tenant, name);
  return `${tenant.id}.${name}.${emptied.get(tenant.id) ?? 0}`;
}

/** Leaves no page of the community standing. */
export const emptyViews = (tenantId: number): void =>
  void emptied.set(tenantId, (emptied.get(tenantId) ?? 0) + 1);

/** From the first visitor of a community on, its pages follow what is told on the bus. */
export const followChanges = (bus: Bus, { id }: Tenant): void => onHiding(bus, id, emptyViews);
