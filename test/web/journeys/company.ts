// A server of one's own and the people of a journey, each signed in at a browser of their own.

import { DESKTOP } from '../../support/chromium.ts';
import { PASSWORD, type RunningServer, runServer } from '../../support/running-server.ts';
import { Member, type MemberOptions } from '../member.ts';
import { submit } from './forms.ts';

export interface Company<Name extends string> {
  readonly server: RunningServer;
  readonly people: Readonly<Record<Name, Member>>;
}

type Options = Partial<Pick<MemberOptions, 'viewport' | 'script' | 'cachesPages'>>;

/** Starts a server with these members and signs all of them in. */
export async function gather<Name extends string>(
  names: readonly Name[],
  options: Options = {},
): Promise<Company<Name>> {
  const server = await runServer();
  const people = names.map(async (name) => {
    const member = await open(server.address, name, options);
    const email = `${name}@example.org`;
    await submit(member, '/sign-up', { username: name, email, password: PASSWORD, agreement: 'yes' });
    await signIn(member);
    return [name, member] as const;
  });
  return { server, people: Object.fromEntries(await Promise.all(people)) as Record<Name, Member> };
}

/** A member at a new browser, signed in. */
export async function arrive(address: string, name: string, options: Options = {}): Promise<Member> {
  const member = await open(address, name, options);
  await signIn(member);
  return member;
}

const open = (address: string, name: string, options: Options): Promise<Member> =>
  Member.open({ address, name, viewport: DESKTOP, script: true, ...options });

/** By the form, but beside the page: signing in is another journey's story. */
async function signIn(member: Member): Promise<void> {
  const { pathname } = await submit(member, '/sign-in', { login: member.name, password: PASSWORD });
  if (pathname === '/sign-in') throw new Error(`${member.name} was not let in`);
}
