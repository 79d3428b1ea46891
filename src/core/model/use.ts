import { isLoopbackHost } from './host.ts';

/** What a program may call with a token that it never holds: one API, by methods and paths. */
export interface UseLimits {
  /** Scheme, host and port, as a URL prints them. */
  readonly origin: string;
  /** Never empty. */
  readonly rules: readonly UseRule[];
}

/** A method or `*`, and the path that a request's path is, or is below. */
export interface UseRule {
  readonly method: string;
  readonly path: string;
}

const RULE = /^([A-Z]{1,20}|\*):(\/[^\s?#]{0,500})$/;

/** Reads `GET:/issues`; undefined for what is none, or for a path that servers may read in two ways. */
export const parseUseRule = (text: string): UseRule | undefined => {
  const [, method, path] = RULE.exec(text) ?? [];
  if (method === undefined || path === undefined || plainPath(path) === undefined) return undefined;
  return { method, path };
};

export const printUseRule = ({ method, path }: UseRule): string => `${method}:${path}`;

/** The origin in `text`; undefined where it says more, or where a token may not be sent. @see RFC 6750 §5.3 */
export const parseUseOrigin = (text: string): string | undefined => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (text !== url.origin && text !== url.href)) return undefined;
  const { protocol, hostname, origin, href } = url;
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname));
  return isSafe && href === `${origin}/` ? origin : undefined;
};

/** Servers read these as "/", "\", "." or nothing, after the path was compared. */
const HIDDEN = /%(?:2f|5c|2e|00)|\\|;|\/\//i;

/** The path of a request's target as every server reads it; undefined for one that servers may read in two ways. */
export const plainPath = (target: string): string | undefined => {
  const [path = ''] = target.split('?', 1);
  if (!path.startsWith('/') || HIDDEN.test(path)) return undefined;
  return new URL(path, 'http://a').pathname === path ? path : undefined;
};

const isBelow = (path: string, prefix: string): boolean =>
  path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);

/** Whether a request is among what is allowed: by its method, and by whole segments of its path. */
export const mayCall = ({ rules }: UseLimits, method: string, target: string): boolean => {
  const path = plainPath(target);
  return (
    path !== undefined &&
    rules.some((rule) => ['*', method].includes(rule.method) && isBelow(path, rule.path))
  );
};

/** Whether all that `wanted` allows is allowed by `approved`. */
export const coversUse = (approved: UseLimits, wanted: UseLimits): boolean =>
  approved.origin === wanted.origin &&
  wanted.rules.every((one) =>
    approved.rules.some(
      ({ method, path }) => ['*', one.method].includes(method) && isBelow(one.path, path),
    ),
  );
