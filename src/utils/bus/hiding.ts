// What may take something out of sight, heard from the bus: whoever keeps what visitors see lets go of it.

import type { Bus } from '../bus.ts';
import type { Message } from './message.ts';

/** Posts changed or gone, people changed, suspended or deleted. */
const HIDING: ReadonlySet<Message['kind']> = new Set(['post-changed', 'post-gone', 'person-changed']);

type Listener = (tenantId: number) => void;

const followed = new WeakMap<Bus, Map<Listener, Set<number>>>();

/**
 * Calls `hidden` whenever something of the community may have been hidden, from now until the bus closes. May be asked
 * again and again: a listener hears a community once.
 */
export function onHiding(bus: Bus, tenantId: number, hidden: Listener): void {
  const listeners = followed.get(bus) ?? new Map<Listener, Set<number>>();
  followed.set(bus, listeners);
  const known = listeners.get(hidden) ?? new Set();
  listeners.set(hidden, known);
  if (known.has(tenantId)) return;
  known.add(tenantId);
  bus.subscribe(tenantId, {
    heard: (messages) => {
      if (messages.some(({ kind }) => HIDING.has(kind))) hidden(tenantId);
    },
    missed: () => hidden(tenantId),
  });
  // What was hidden before it listened.
  hidden(tenantId);
}
