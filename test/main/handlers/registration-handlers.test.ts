import { describe, expect, it } from 'vitest';
import { detailsView } from '../../../src/main/handlers/views.ts';
import { handlersRig } from './handlers-rig.ts';

const METADATA = {
  registration_endpoint: 'https://register.example/clients',
  authorization_details_types_supported: ['payment_initiation'],
};
const REGISTERS = { registration_endpoint: 'https://as.example/register' };

const valueOf = async (reply: Promise<unknown>): Promise<unknown> => {
  const answer = (await reply) as { value?: unknown; failure?: unknown };
  expect(answer.failure).toBeUndefined();
  return answer.value;
};

/** Signed in as a client that was registered for it. */
const registeredRig = async () => {
  const rig = await handlersRig({ server: { metadata: REGISTERS, clients: [] } });
  const connectionId = await rig.signedIn({
    clientId: undefined,
    register: {},
    tokenEndpointAuthMethod: 'client_secret_basic',
  });
  return { ...rig, connectionId, client: () => rig.server.registeredClients()[0] };
};

const nextTask = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('what a server offers, by command', () => {
  it('is what its metadata says', async () => {
    const rig = await handlersRig({ server: { metadata: METADATA } });
    const asked = { issuer: 'https://as.example', allowLoopback: false };
    expect(await valueOf(rig.send('server.describe', asked))).toEqual({
      registersAt: 'register.example',
      requiresSignedRequests: false,
      requiresPushedRequests: false,
      detailTypes: ['payment_initiation'],
    });
  });

  it('is asked of no address that is none', async () => {
    const rig = await handlersRig();
    const asked = { issuer: 'http://127.0.0.1:1', allowLoopback: false };
    expect(await rig.send('server.describe', asked)).toMatchObject({
      ok: false,
      failure: { code: 'VK_ISSUER_INVALID' },
    });
    expect(rig.server.requests).toEqual([]);
  });
});

describe('the registration of a connection’s client, by command', () => {
  it('is read, changed and deleted; nothing that the client proves itself with comes along', async () => {
    const { send, connectionId, client } = await registeredRig();
    expect(await valueOf(send('connection.list', {}))).toMatchObject({
      connections: [{ clientId: client()?.clientId, canManageRegistration: true }],
    });
    const read = await valueOf(send('registration.read', { connectionId }));
    expect(read).toEqual({
      clientId: client()?.clientId,
      clientName: 'Valet Key',
      redirectUris: ['http://127.0.0.1:49001/redirect/as.example'],
      grantTypes: ['authorization_code', 'refresh_token'],
      tokenEndpointAuthMethod: 'client_secret_basic',
      hasClientSecret: true,
    });
    const change = { clientName: 'Mine', redirectUris: ['dev.valetkey.app:/oauth2/callback'] };
    const changed = await valueOf(send('registration.update', { connectionId, ...change }));
    expect(changed).toEqual({ ...(read as object), ...change });
    const gone = await valueOf(send('registration.delete', { connectionId }));
    expect(gone).toMatchObject({
      canManageRegistration: false,
      standing: { kind: 'sign-in-required' },
    });
    const said = JSON.stringify([read, changed, gone]);
    expect(said).not.toMatch(/secret-\d|registration-\d/);
  });

  it('is made anew by signing in again once it is deleted', async () => {
    const { send, signIns, connectionId, client } = await registeredRig();
    const first = client()?.clientId;
    await valueOf(send('registration.delete', { connectionId }));
    expect(client()).toBeUndefined();
    await valueOf(send('sign-in.start', { kind: 'again', connectionId }));
    while (signIns.list()[1]?.state.kind !== 'done') await nextTask();
    expect(client()?.clientId).not.toBe(first);
    expect(await valueOf(send('connection.list', {}))).toMatchObject({
      connections: [
        { clientId: client()?.clientId, canManageRegistration: true, standing: { kind: 'active' } },
      ],
    });
  });

  it('cannot be where a person made it', async () => {
    const rig = await handlersRig();
    const connectionId = await rig.signedIn();
    expect(await rig.send('registration.read', { connectionId })).toMatchObject({
      ok: false,
      failure: { code: 'VK_UNSUPPORTED_BY_SERVER' },
    });
  });
});

describe('authorization details as a window sees them (RFC 9396)', () => {
  const PAYMENT = {
    type: 'payment_initiation',
    actions: ['initiate'],
    instructedAmount: { currency: 'EUR', amount: '123.50', parts: [1, true] },
  };
  const view = {
    type: 'payment_initiation',
    actions: ['initiate'],
    locations: [],
    datatypes: [],
    privileges: [],
    rest: [
      { depth: 0, name: 'instructedAmount', text: '' },
      { depth: 1, name: 'currency', text: 'EUR' },
      { depth: 1, name: 'amount', text: '123.50' },
      { depth: 1, name: 'parts', text: '' },
      { depth: 2, name: '0', text: '1' },
      { depth: 2, name: '1', text: 'true' },
    ],
  };

  it('are granted, withheld and unasked, apart (§7.1)', () => {
    const options = { authorizationDetails: [PAYMENT] };
    expect(detailsView({})).toBeUndefined();
    expect(detailsView({ options })).toEqual({ withheld: [view] });
    expect(detailsView({ options, grantedDetails: [PAYMENT] })).toEqual({
      withheld: [],
      granted: [{ ...view, wasAsked: true }],
    });
    expect(detailsView({ options, grantedDetails: [{ type: 'other' }] })).toMatchObject({
      withheld: [view],
      granted: [{ type: 'other', rest: [], wasAsked: false }],
    });
  });

  it('take a bounded part of the screen, whatever a server sends', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(50)}1${'}'.repeat(50)}`) as object;
    const wide = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`m${at}`, 'x\u202e']));
    const grantedDetails = [
      { type: 'deep', ...deep },
      { type: 'wide', ...wide },
    ];
    const [first, second] = detailsView({ grantedDetails })?.granted ?? [];
    expect(Math.max(...(first?.rest ?? []).map(({ depth }) => depth))).toBe(6);
    expect(second?.rest).toHaveLength(100);
    expect(JSON.stringify(second)).not.toContain('\u202e');
  });
});
