/** One element of DER: its tag, what it holds, and where the next begins. */
interface Element {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly end: number;
}

const [INTEGER, OCTETS, NULL, OID, SEQUENCE, PARAMETERS] = [0x02, 0x04, 0x05, 0x06, 0x30, 0xa0];

const RSA_ENCRYPTION = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
const EC_PUBLIC_KEY = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];

/**
 * A private key in PKCS #8, from one in PKCS #8, PKCS #1 or SEC 1, told apart by what is in them. Undefined for
 * anything else; whether the numbers make a key is not looked at.
 * @see RFC 5958 §2, RFC 8017 Appendix A.1.2, RFC 5915 §3
 */
export const pkcs8Of = (bytes: Uint8Array): Uint8Array | undefined => {
  const [second, ...others] = afterVersion(bytes);
  switch (second?.tag) {
    case SEQUENCE:
      return bytes;
    case INTEGER:
      return wrapped([...der(OID, RSA_ENCRYPTION), ...der(NULL, [])], bytes);
    case OCTETS:
      return ofCurve(others.find(({ tag }) => tag === PARAMETERS)?.content, bytes);
    default:
      return undefined;
  }
};

/** All three forms are one sequence that begins with a version. */
const afterVersion = (bytes: Uint8Array): readonly Element[] => {
  const outer = elementAt(bytes, 0);
  if (outer?.tag !== SEQUENCE || outer.end !== bytes.length) return [];
  const [version, ...others] = elementsIn(outer.content);
  return version?.tag === INTEGER ? others : [];
};

const ofCurve = (curve: Uint8Array | undefined, bytes: Uint8Array): Uint8Array | undefined =>
  curve === undefined ? undefined : wrapped([...der(OID, EC_PUBLIC_KEY), ...curve], bytes);

/** @see RFC 5958 §2 OneAsymmetricKey, version 0 */
const wrapped = (algorithm: readonly number[], key: Uint8Array): Uint8Array =>
  Uint8Array.from(
    der(SEQUENCE, [...der(INTEGER, [0]), ...der(SEQUENCE, algorithm), ...der(OCTETS, [...key])]),
  );

const der = (tag: number, content: readonly number[]): readonly number[] => [
  tag,
  ...lengthOf(content.length),
  ...content,
];

const lengthOf = (length: number): readonly number[] => {
  if (length < 0x80) return [length];
  return length < 0x1_00 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
};

/** More than any key has. */
const MOST_ELEMENTS = 20;

const elementsIn = (bytes: Uint8Array): readonly Element[] => {
  const elements: Element[] = [];
  let at = 0;
  while (at < bytes.length && elements.length < MOST_ELEMENTS) {
    const element = elementAt(bytes, at);
    if (element === undefined) return [];
    elements.push(element);
    at = element.end;
  }
  return elements;
};

/** The element that begins there; undefined where it does not end within the bytes. X.690 §8.1.3, §10.1 */
const elementAt = (bytes: Uint8Array, at: number): Element | undefined => {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined) return undefined;
  // Two bytes of length are more than any key needs that a signature is made with.
  const more = first < 0x80 ? 0 : first - 0x80;
  if (more > 2 || first === 0x80) return undefined;
  const stated = bytes.subarray(at + 2, at + 2 + more);
  const length = more === 0 ? first : stated.reduce((sum, byte) => sum * 256 + byte, 0);
  const start = at + 2 + more;
  const end = start + length;
  return end > bytes.length ? undefined : { tag, content: bytes.subarray(start, end), end };
};
