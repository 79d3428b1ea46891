import type { SignInRequest } from '../../../src/contract/sign-in.ts';
import type { Connection } from '../../../src/core/model/connection.ts';
import type { Http } from '../../../src/core/port/http.ts';
import type { SignInRecord } from '../../../src/core/sign-in/sign-ins.ts';
import type { SignInId } from '../../../src/vocabulary/id.ts';
import { signInRig } from './sign-in-rig.ts';

export const MCP = 'https://mcp.example/mcp';
export const PLACE = 'https://mcp.example/.well-known/oauth-protected-resource/mcp';
export const REGISTERS = { registration_endpoint: 'https://as.example/register' };

export interface Resource {
  readonly description?: object | undefined;
  /** The `WWW-Authenticate` field of its 401. */
  readonly challenge?: string;
}

/** Answers for the resource, and hands what is for the authorization server on. */
export const withResource =
  ({ description, challenge = `Bearer resource_metadata="${PLACE}"` }: Resource) =>
  (server: Http): Http =>
  (url, request) => {
    if (!url.startsWith('https://mcp.example/')) return server(url, request);
    if (url === MCP) {
      return Promise.resolve(
        new Response('', { status: 401, headers: { 'www-authenticate': challenge } }),
      );
    }
    const body =
      url === PLACE && description !== undefined ? JSON.stringify(description) : undefined;
    return Promise.resolve(
      body === undefined ? new Response('', { status: 404 }) : new Response(body),
    );
  };

export const DESCRIPTION = {
  resource: MCP,
  authorization_servers: ['https://as.example'],
  scopes_supported: ['read', 'write'],
};

/** The program, at a resource, with a person who confirms what they are asked, or does not. */
export const resourceRig = async (
  resource: Resource,
  metadata: Record<string, unknown> = REGISTERS,
  more: Parameters<typeof signInRig>[0] = {},
) => {
  let heard = (): void => undefined;
  const rig = await signInRig({
    server: { metadata },
    http: withResource(resource),
    emit: () => heard(),
    ...more,
  });
  const stateOf = (id: SignInId): SignInRecord['state'] | undefined =>
    rig.app.signIns.list().find((one) => one.id === id)?.state;
  const asked: string[][] = [];
  const signIn = async (
    changes: Partial<SignInRequest> = {},
    confirms = true,
  ): Promise<Connection> => {
    const id = rig.app.startSignIn({
      kind: 'resource',
      resource: MCP,
      ...changes,
    } as SignInRequest);
    for (;;) {
      const state = stateOf(id);
      if (state?.kind === 'done') return state.connection;
      if (state?.kind === 'failed') throw state.error;
      if (state?.kind === 'waiting-for-confirmation') {
        asked.push(state.warnings.flatMap(({ hosts }) => hosts));
        if (confirms) rig.app.signIns.confirm(id);
        else rig.app.signIns.cancel(id);
        continue;
      }
      await new Promise<void>((resolve) => (heard = resolve));
    }
  };
  const authorization = () => new URL(rig.browser.opened.at(-1) ?? 'about:blank').searchParams;
  return { ...rig, signIn, asked, authorization };
};
