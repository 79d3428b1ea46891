import { z } from 'zod';
import { AUTHORITY_PROBLEMS } from '../vocabulary/network.ts';
import { type CommandShape, instant, nothing, RENDERER, type View } from './command.ts';

/** A certificate of an authority, for a person to compare with what they were given. */
const authorityCertificateSchema = z.object({
  /** SHA-256 of the certificate, 32 pairs of hexadecimal digits with colons. */
  fingerprint: z.string(),
  /** Distinguished names; foreign text. */
  subject: z.string(),
  issuer: z.string(),
  validFrom: instant,
  validTo: instant,
});
export type AuthorityCertificateView = View<typeof authorityCertificateSchema>;

/** The authorities that are trusted for one host beside the system's. */
const hostAuthoritiesSchema = z.object({
  host: z.string(),
  certificates: z.array(authorityCertificateSchema),
});
export type HostAuthoritiesView = View<typeof hostAuthoritiesSchema>;

/** What a file that was chosen came to. Nothing is kept before `authority.keep`. */
const authorityChoiceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({
    kind: z.literal('refused'),
    problem: z.enum(AUTHORITY_PROBLEMS),
    /** Of the certificate that is to blame; foreign text. */
    subject: z.string().optional(),
  }),
  z.object({
    kind: z.literal('chosen'),
    choiceId: z.string(),
    ...hostAuthoritiesSchema.shape,
  }),
]);
export type AuthorityChoiceView = View<typeof authorityChoiceSchema>;

const port = z.number().int().min(1).max(65_535);
const proxyPlace = { host: z.string().max(255), port };

/** A proxy that wants a login (407). */
const askingProxySchema = z.object({
  ...proxyPlace,
  /** How the password would be sent, as the proxy says: `basic`, `digest`, `ntlm`, … */
  scheme: z.string(),
  /** The proxy's own words; foreign text. */
  realm: z.string(),
  /** It was given a login, and refused it. */
  isRefused: z.boolean(),
});
export type AskingProxyView = View<typeof askingProxySchema>;

const networkViewSchema = z.object({
  authorities: z.array(hostAuthoritiesSchema),
  asking: z.array(askingProxySchema),
  /** Logins that are kept; the passwords are in the keychain. */
  proxyLogins: z.array(z.object({ ...proxyPlace, username: z.string() })),
});
export type NetworkView = View<typeof networkViewSchema>;

/** A browser of this machine, or one profile of it. */
const browserSchema = z.object({
  id: z.string(),
  /** Foreign text. */
  name: z.string(),
  profile: z.string().optional(),
});
export type BrowserView = View<typeof browserSchema>;

const browsersViewSchema = z.object({
  /** Empty where this system does not say which ones there are. */
  browsers: z.array(browserSchema),
  /** Absent: the system's default. */
  chosen: z.string().optional(),
});
export type BrowsersView = View<typeof browsersViewSchema>;

/** Commands about the way to a server: authorities, proxies and the browser. */
export const networkCommands = {
  'network.status': { input: nothing, output: networkViewSchema, surface: RENDERER },
  /** Asks for a file of authorities for one host, given as a host or an address. */
  'authority.choose': {
    input: z.strictObject({ host: z.string().max(2048) }),
    output: authorityChoiceSchema,
    surface: RENDERER,
  },
  /** Trusts what was chosen last, in place of what was trusted for that host before. */
  'authority.keep': {
    input: z.strictObject({ choiceId: z.string().max(64) }),
    output: networkViewSchema,
    surface: RENDERER,
  },
  'authority.remove': {
    input: z.strictObject({ host: z.string().max(255) }),
    output: networkViewSchema,
    surface: RENDERER,
  },
  /** Keeps a login for a proxy that has asked for one. */
  'proxy.log-in': {
    input: z.strictObject({
      ...proxyPlace,
      username: z.string().min(1).max(256),
      password: z.string().max(1000),
    }),
    output: networkViewSchema,
    surface: RENDERER,
  },
  /** Until the next start, this proxy is not asked about again. */
  'proxy.decline': {
    input: z.strictObject(proxyPlace),
    output: networkViewSchema,
    surface: RENDERER,
  },
  'proxy.forget': {
    input: z.strictObject(proxyPlace),
    output: networkViewSchema,
    surface: RENDERER,
  },
  'browser.list': { input: nothing, output: browsersViewSchema, surface: RENDERER },
  /** Opens sign-ins there from now on; the system's default where `id` is absent. */
  'browser.choose': {
    input: z.strictObject({ id: z.string().max(600).optional() }),
    output: browsersViewSchema,
    surface: RENDERER,
  },
} as const satisfies Record<string, CommandShape>;
