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
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(host)) return isSpecialIpv4(host);
  return isLoopbackHost(host) || !host.includes('.') || LOCAL_NAME.test(host);
};

/** Whether a label of the name is punycode: it may look like another name when shown decoded. */
export const isPunycodeHost = (hostname: Hostname): boolean => /(?:^|\.)xn--/.test(hostname);

const LOCAL_NAME = /\.(?:local|internal|home\.arpa|lan|intranet)$/;

/** The IANA special-purpose registry for IPv4, with multicast and what is above. */
const SPECIAL_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
].map((network) => {
  const [address = '', bits = ''] = network.split('/');
  return { address: ipv4Number(address), size: 2 ** (32 - Number(bits)) };
});

function ipv4Number(address: string): number {
  return address.split('.').reduce((number, octet) => number * 256 + Number(octet), 0);
}

const isSpecialIpv4 = (host: string): boolean => {
  const number = ipv4Number(host);
  return SPECIAL_IPV4.some(({ address, size }) => number >= address && number < address + size);
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
