import { base64url } from 'jose';

/**
 * Modulo each of these primes, a modulus that the broken generator made is a power of 65537. Of other moduli
 * that is true of one in 2^28. Primes of which every remainder is such a power tell nothing and are left out.
 */
const PRIMES = [11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157] as const;

const powersOf65537 = (prime: number): ReadonlySet<number> => {
  const powers = new Set<number>();
  for (let power = 1; !powers.has(power); power = (power * (65_537 % prime)) % prime) {
    powers.add(power);
  }
  return powers;
};

const POWERS = PRIMES.map((prime) => [prime, powersOf65537(prime)] as const);

/**
 * Whether an RSA modulus (a Base64urlUInt) has the structure of keys from Infineon's library, whose private
 * part can be computed from it ("ROCA", CVE-2017-15361): whoever did so signs like the server.
 * @see Nemec and others, "The Return of Coppersmith's Attack" (CCS 2017), §3.3
 */
export const isRocaModulus = (modulus: string): boolean => {
  const bytes = bytesOf(modulus);
  return (
    bytes.length > 0 &&
    POWERS.every(([prime, powers]) =>
      powers.has(bytes.reduce((remainder, byte) => (remainder * 256 + byte) % prime, 0)),
    )
  );
};

/** Nothing where it is no base64url: that is judged elsewhere. */
const bytesOf = (number: string): Uint8Array => {
  try {
    return base64url.decode(number);
  } catch {
    return new Uint8Array();
  }
};
