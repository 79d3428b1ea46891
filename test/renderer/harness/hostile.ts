import type { ConnectionView } from '../../../src/contract/connection.ts';
import type { ClaimView } from '../../../src/contract/inspection.ts';

/** Strings that break pages which take them for more than text. */
export const HOSTILE_STRINGS: readonly string[] = [
  '<script>window.__pwned = 1</script>',
  '"><img src=x onerror="window.__pwned=1">',
  '\u202egnp.exe \u202d reversed',
  `z${'\u0334\u0335\u0336\u0337\u0338'.repeat(60)}algo`,
  'Very long name without any space '.repeat(12),
  'x'.repeat(900),
  'مرحبا بالعالم',
  'a\u0000b\u0007c\u001b[31md\u0085e',
  '\u200b\u2060\ufeff',
  '👩‍👩‍👧‍👦 family 👨🏽‍💻',
];

/** A connection for each hostile string, in every place where foreign text is shown. */
export const hostileConnections = (
  make: (seed: number, part: Partial<ConnectionView>) => ConnectionView,
): readonly ConnectionView[] =>
  HOSTILE_STRINGS.map((text, seed) =>
    make(seed, {
      label: text.slice(0, 100),
      clientId: text,
      subject: { sub: text, name: text, email: text },
      grantedScope: [text, `${text}:write`, 'openid'],
      requestedScope: [text, 'openid', `${text}-more`],
    }),
  );

/** Claims that carry the same. @see RFC 8725 */
export const hostileClaims: readonly ClaimView[] = [
  ...HOSTILE_STRINGS.map((text, seed) => ({
    name: seed % 2 === 0 ? text : 'name',
    text: JSON.stringify(text),
    clipped: seed === 5,
  })),
  { name: '__proto__', text: '{"admin":true}', clipped: false },
  { name: 'picture', text: '"javascript:alert(1)"', clipped: false },
  { name: 'exp', text: '8640000000001', instant: 8_640_000_000_001_000, clipped: false },
];
