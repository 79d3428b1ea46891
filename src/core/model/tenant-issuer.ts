/** Where the issuer of a server for many tenants has the tenant's ID: Microsoft Entra's `common` publishes it so. */
const PLACEHOLDER = '{tenantid}';
/** Nothing that could change an address's shape. @see RFC 9562 §4 */
const TENANT_ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Scheme, the empty text between the slashes, and the host: the path begins after them. */
const FIRST_OF_PATH = 3;

/**
 * How an issuer differs from the one that was asked for in nothing but its tenant: that of any tenant, with a
 * placeholder, or that of one tenant, by its ID. Undefined for every other difference, over http, and where a
 * tenant's ID was asked for: then another tenant answers. One slash more or less at the end is no difference.
 * @see RFC 8414 §3.3, RFC 9207 §4 (mix-up)
 */
export const tenantStated = (
  stated: string,
  asked: string,
): 'any-tenant' | 'tenant-by-id' | undefined => {
  if (!asked.startsWith('https://')) return undefined;
  const { entered, tenant } = onlyDifference(segmentsOf(asked), segmentsOf(stated)) ?? {};
  if (entered === undefined || TENANT_ID.test(entered)) return undefined;
  if (tenant === PLACEHOLDER) return 'any-tenant';
  return tenant !== undefined && TENANT_ID.test(tenant) ? 'tenant-by-id' : undefined;
};

/** The one segment of the path in which two addresses differ; undefined where more does. */
const onlyDifference = (asked: readonly string[], stated: readonly string[]) => {
  if (asked.length !== stated.length) return undefined;
  const places = asked.flatMap((segment, at) => (segment === stated[at] ? [] : [at]));
  const [place = 0] = places;
  if (places.length !== 1 || place < FIRST_OF_PATH) return undefined;
  return { entered: asked[place], tenant: stated[place] };
};

const segmentsOf = (issuer: string): readonly string[] => issuer.replace(/\/$/, '').split('/');

/** Whether an issuer stands for any tenant of its server. */
export const isForAnyTenant = (issuer: string): boolean => issuer.includes(PLACEHOLDER);

/** Whether `iss` is this issuer, or that of one tenant where this one is for any. Compared as text. */
export const isIssuerOrTenant = (iss: unknown, issuer: string): iss is string => {
  if (typeof iss !== 'string') return false;
  if (!isForAnyTenant(issuer)) return iss === issuer;
  const [before = '', after = ''] = issuer.split(PLACEHOLDER);
  return isOfTenant(iss, issuer, iss.slice(before.length, iss.length - after.length));
};

/**
 * Whether `iss` is this issuer; where this one is for any tenant, it must be that of the tenant whose ID `tid`
 * is. Compared as text.
 * @see OpenID Connect Core 1.0 §3.1.3.7 (2)
 */
export const isIssuerForTenant = (iss: unknown, issuer: string, tid: unknown): iss is string =>
  isForAnyTenant(issuer) ? isOfTenant(iss, issuer, tid) : iss === issuer;

const isOfTenant = (iss: unknown, issuer: string, tid: unknown): boolean =>
  typeof tid === 'string' && TENANT_ID.test(tid) && iss === issuer.replace(PLACEHOLDER, tid);
