import { z } from 'zod';
import {
  ASSERTION_AUDIENCES,
  type GrantType,
  REDIRECT_METHODS,
  TOKEN_ENDPOINT_AUTH_METHODS,
  REDIRECT_VERDICTS,
} from '../vocabulary/oauth.ts';
import type { SameType } from '../vocabulary/same-type.ts';
import { DISCOVERY_WARNINGS } from '../vocabulary/warning.ts';
import {
  type CommandShape,
  RENDERER,
  connectionIdSchema,
  failureSchema,
  instant,
  LARGEST_PASTED_INPUT,
  nothing,
  signInIdSchema,
  type View,
} from './command.ts';

export const scopeText = z.string().max(20_000);

const secret = z.string().min(1).max(100_000);

const parameter = z.string().max(2000);

/** How strongly and how recently the person has to sign in. @see RFC 9470 §4 */
export const strength = {
  acrValues: z.string().min(1).max(1000).optional(),
  /** Seconds; at most the ten years that a challenge may ask for. */
  maxAge: z.number().int().min(0).max(315_360_000).optional(),
};

/**
 * The grant a person chose, with what it needs. Secrets in it are write-only: they go to the server
 * or the keychain and never come back.
 */
export const grantSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('authorization_code'),
    prompt: parameter.optional(),
    loginHint: parameter.optional(),
    /** Seconds. */
    maxAge: z.number().int().min(0).max(31_536_000).optional(),
    acrValues: parameter.optional(),
  }),
  z.strictObject({ kind: z.literal('urn:ietf:params:oauth:grant-type:device_code') }),
  z.strictObject({ kind: z.literal('client_credentials') }),
  /** Discouraged; a person has to agree to it each time. @see RFC 9700 §2.4 */
  z.strictObject({
    kind: z.literal('password'),
    username: parameter,
    password: secret,
    understood: z.literal(true),
  }),
  z.strictObject({ kind: z.literal('refresh_token'), refreshToken: secret }),
  z.strictObject({
    kind: z.literal('urn:ietf:params:oauth:grant-type:token-exchange'),
    /** The connection whose access token is exchanged. */
    subject: connectionIdSchema,
    audience: parameter.optional(),
  }),
  z.strictObject({
    kind: z.literal('urn:ietf:params:oauth:grant-type:jwt-bearer'),
    assertion: secret,
  }),
]);
export type GrantRequest = View<typeof grantSchema>;

/** A grant type that cannot be asked for, or one that the vocabulary lacks, does not compile. @public */
export const GRANT_REQUEST_COVERS_ALL: SameType<GrantRequest['kind'], GrantType> = true;

/** Endpoints a person states where a server publishes no metadata. */
export const manualEndpointsSchema = z.strictObject({
  authorization_endpoint: parameter.optional(),
  token_endpoint: parameter,
  revocation_endpoint: parameter.optional(),
  introspection_endpoint: parameter.optional(),
  userinfo_endpoint: parameter.optional(),
  device_authorization_endpoint: parameter.optional(),
  jwks_uri: parameter.optional(),
});

/** What a person states to sign in: the playground, an issuer, or an existing connection again. */
export const signInRequestSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('playground'),
    redirectMethod: z.enum(REDIRECT_METHODS),
    scope: scopeText,
  }),
  z.strictObject({
    kind: z.literal('issuer'),
    issuer: z.string().min(1).max(2000),
    /** Absent where a client is to be registered. */
    clientId: z.string().min(1).max(400).optional(),
    /** Registers a client for this sign-in. @see RFC 7591 */
    register: z.strictObject({ initialAccessToken: secret.optional() }).optional(),
    /** How the client proves itself; by secret if one is given, not at all otherwise. */
    tokenEndpointAuthMethod: z.enum(TOKEN_ENDPOINT_AUTH_METHODS).optional(),
    clientSecret: z.string().max(4000).optional(),
    /** A private JWK or PKCS #8 PEM. */
    privateKey: secret.optional(),
    /** Whom `private_key_jwt` assertions are for; the issuer where absent. @see RFC 7523 §3 */
    assertionAudience: z.enum(ASSERTION_AUDIENCES).optional(),
    /** Authorization code where absent. */
    grant: grantSchema.optional(),
    redirectMethod: z.enum(REDIRECT_METHODS),
    /** A loopback redirect URI as it is registered, where it is not ours to choose. */
    redirectUri: z.string().max(400).optional(),
    scope: scopeText,
    resource: parameter.optional(),
    extraParameters: z.record(z.string().max(100), parameter).optional(),
    usesPushedRequests: z.boolean().optional(),
    usesSignedRequests: z.boolean().optional(),
    /** JSON, as a person typed it. @see RFC 9396 §2 */
    authorizationDetails: z.string().max(20_000).optional(),
    usesDpop: z.boolean().optional(),
    endpoints: manualEndpointsSchema.optional(),
    /** The preset whose quirks and extra parameters apply. */
    preset: z.string().max(64).optional(),
    /** What fills the preset's placeholders; the issuer is the preset's then. */
    presetValues: z.record(z.string().max(64), z.string().max(255)).optional(),
    /** The imported provider whose client secret applies, as long as its server and client are asked. */
    provider: z.string().max(64).optional(),
    allowLoopback: z.boolean(),
    label: z.string().max(100).optional(),
  }),
  /**
   * Signs in for a protected resource, at the authorization server that it names. What is left out is
   * chosen by the rules of MCP: the scope, and which client. @see RFC 9728, MCP 2025-11-25 Authorization
   */
  z.strictObject({
    kind: z.literal('resource'),
    resource: z.string().min(1).max(2000),
    /** The `WWW-Authenticate` field that the resource answered with. */
    challenge: z.string().max(8192).optional(),
    /** Which of the servers that the resource names; the first where absent. */
    authorizationServer: z.string().min(1).max(2000).optional(),
    /** As the person chose it; empty for none. */
    scope: scopeText.optional(),
    /** A client that the person has at that server. */
    clientId: z.string().min(1).max(400).optional(),
    clientSecret: z.string().max(4000).optional(),
    privateKey: secret.optional(),
    tokenEndpointAuthMethod: z.enum(TOKEN_ENDPOINT_AUTH_METHODS).optional(),
    grant: grantSchema.optional(),
    label: z.string().max(100).optional(),
  }),
  z.strictObject({
    kind: z.literal('again'),
    connectionId: connectionIdSchema,
    /** Other scopes than before: more, or less. */
    scope: scopeText.optional(),
    ...strength,
  }),
]);
export type SignInRequest = View<typeof signInRequestSchema>;

/** What is odd about a server's published description, and the hosts in question, in punycode. */
export const discoveryWarningSchema = z.object({
  kind: z.enum(DISCOVERY_WARNINGS),
  hosts: z.array(z.string()),
  /** Names of members of the description. */
  members: z.array(z.string()).optional(),
});
export type DiscoveryWarningView = View<typeof discoveryWarningSchema>;

/** Where a running sign-in stands; the dialog has one component for each. */
export const signInStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('discovering') }),
  /** Nothing was sent yet: `sign-in.confirm` goes on, `sign-in.cancel` does not. */
  z.object({
    kind: z.literal('waiting-for-confirmation'),
    warnings: z.array(discoveryWarningSchema),
  }),
  z.object({ kind: z.literal('opening-browser') }),
  z.object({
    kind: z.literal('waiting-for-browser'),
    expiresAt: instant,
    redirectUri: z.string(),
    isBrowserMissing: z.boolean(),
  }),
  /** A code to type on another device, or at the same page here. @see RFC 8628 §3.3 */
  z.object({
    kind: z.literal('waiting-for-device'),
    userCode: z.string(),
    verificationUri: z.string(),
    verificationUriComplete: z.string().optional(),
    expiresAt: instant,
  }),
  z.object({ kind: z.literal('exchanging-code') }),
  z.object({ kind: z.literal('storing') }),
  /** Someone else signed in than before on this connection: the person must agree. */
  z.object({ kind: z.literal('done'), connectionId: connectionIdSchema }),
  z.object({ kind: z.literal('failed'), failure: failureSchema }),
]);
export type SignInState = View<typeof signInStateSchema>;

export const signInViewSchema = z.object({
  id: signInIdSchema,
  issuer: z.string(),
  host: z.string(),
  isPlayground: z.boolean(),
  startedAt: instant,
  state: signInStateSchema,
});
export type SignInView = View<typeof signInViewSchema>;

/** Commands about sign-ins. */
export const signInCommands = {
  'sign-in.start': {
    input: signInRequestSchema,
    output: z.object({ signInId: signInIdSchema }),
    surface: RENDERER,
    largestInput: LARGEST_PASTED_INPUT,
  },
  'sign-in.list': { input: nothing, output: z.array(signInViewSchema), surface: RENDERER },
  'sign-in.cancel': {
    input: z.strictObject({ signInId: signInIdSchema }),
    output: nothing,
    surface: RENDERER,
  },
  /** Goes on with a sign-in that asks whether its server is the right one. */
  'sign-in.confirm': {
    input: z.strictObject({ signInId: signInIdSchema }),
    output: nothing,
    surface: RENDERER,
  },
  'sign-in.open-browser-again': {
    input: z.strictObject({ signInId: signInIdSchema }),
    output: nothing,
    surface: RENDERER,
  },
  /**
   * The address of the authorization request, copied and shown: for a browser that the system does not
   * open. Absent where the sign-in no longer waits for one.
   */
  'sign-in.copy-address': {
    input: z.strictObject({ signInId: signInIdSchema }),
    output: z.object({ url: z.string().optional(), isCopied: z.boolean() }),
    surface: RENDERER,
  },
  /** For machines where no redirect can arrive: the address the browser ended at, pasted. */
  'sign-in.paste-redirect': {
    input: z.strictObject({ signInId: signInIdSchema, url: z.string().max(8192) }),
    output: z.object({
      verdict: z.enum([...REDIRECT_VERDICTS, 'token-in-fragment']),
    }),
    surface: RENDERER,
  },
  /** Takes an ended sign-in off the list. */
  'sign-in.dismiss': {
    input: z.strictObject({ signInId: signInIdSchema }),
    output: nothing,
    surface: RENDERER,
  },
} as const satisfies Record<string, CommandShape>;
