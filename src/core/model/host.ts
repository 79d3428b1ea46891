/**
 * Hosts as `URL.hostname` gives them: lower case, punycode, IPv4 in four decimal parts whatever way
 * it was written, IPv6 compressed and in brackets. Anything else must be parsed by `URL` first.
 */
type Hostname = string;

/** One trailing dot means the same host, and must not be a way around a rule. @see RFC 1034 §3.1 */
const withoutRootDot = (hostname: Hostname): Hostname => hostname.replace(/\.$/, '');

/** 127.0.0.0/8, ::1 and the name `localhost` with all below it. @see RFC 6761 §6.3 */
export const isLoopbackHost = (hostname: Hostname): boolean => {
  const host = withoutRootDot(hostname);
  return (
    host === '[::1]' ||
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    /^127(?:\.\d{1,3}){3}$/.test(host)
  );
};

/**
 * Whether no public server can be meant: special-purpose addresses, names that only a local network
 * resolves, and IPv6 outside global unicast or wrapping an IPv4 address.
 * @see RFC 6890 §2.2, RFC 6761, RFC 6762 §3, RFC 8375
 */
export const isPrivateHost = (hostname: Hostname): boolean => {
  const host = withoutRootDot(hostname);
  if (host.startsWith('[')) return !isGlobalUnicast(host.slice(1, -1));
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(host)) return isSpecialIpv4(host.split('.').map(Number));
  return isLoopbackHost(host) || !host.includes('.') || LOCAL_NAME.test(host);
};

/** Whether a label of the name is punycode: it may look like another name when shown decoded. */
export const isPunycodeHost = (hostname: Hostname): boolean => /(?:^|\.)xn--/.test(hostname);

const LOCAL_NAME = /\.(?:local|internal|home\.arpa|lan|intranet)$/;

/** Network prefixes of the IANA special-purpose registry: first octets that must be equal. */
const SPECIAL_IPV4: readonly (readonly number[])[] = [
  [0],
  [10],
  [127],
  [169, 254],
  [192, 0, 0],
  [192, 0, 2],
  [192, 168],
  [198, 51, 100],
  [203, 0, 113],
];

const isSpecialIpv4 = (octets: readonly number[]): boolean => {
  const [first = 0, second = 0] = octets;
  return (
    SPECIAL_IPV4.some((prefix) => prefix.every((octet, index) => octets[index] === octet)) ||
    (first === 100 && second >= 64 && second <= 127) ||
    (first === 172 && second >= 16 && second <= 31) ||
    (first === 198 && (second === 18 || second === 19)) ||
    first >= 224
  );
};

/** 2000::/3 without documentation, Teredo and 6to4, which carry IPv4 addresses inside. */
const isGlobalUnicast = (address: string): boolean => {
  const [first = 0, second = 0] = leadingGroups(address);
  if (first < 0x2000 || first > 0x3fff) return false;
  if (first === 0x2002 || first === 0x3fff) return false;
  return !(first === 0x2001 && (second < 0x200 || second === 0xdb8));
};

/** The groups before the first `::`; those it stands for are zero. */
const leadingGroups = (address: string): readonly number[] =>
  (address.split('::')[0] ?? '')
    .split(':')
    .filter((group) => group !== '')
    .map((group) => Number.parseInt(group, 16));
