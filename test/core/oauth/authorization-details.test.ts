import { describe, expect, it } from 'vitest';
import {
  compareDetails,
  parseAuthorizationDetails,
  detailsParameter,
  requireSupportedTypes,
} from '../../../src/core/oauth/authorization-details.ts';

/** RFC 9396 §2, the first example. */
const EXAMPLE = [
  {
    type: 'customer_information',
    locations: ['https://example.com/customers'],
    actions: ['read', 'write'],
    datatypes: ['contacts', 'photos'],
  },
];
const PAYMENT = {
  type: 'payment_initiation',
  instructedAmount: { currency: 'EUR', amount: '123.50' },
  creditorName: 'Merchant A',
};

describe('authorization details (RFC 9396)', () => {
  it('are read from text and from a reply, and printed back (§2)', () => {
    expect(parseAuthorizationDetails(JSON.stringify(EXAMPLE))).toEqual(EXAMPLE);
    expect(parseAuthorizationDetails(EXAMPLE)).toEqual(EXAMPLE);
    expect(parseAuthorizationDetails(detailsParameter([PAYMENT]))).toEqual([PAYMENT]);
  });

  it.each([
    ['', undefined],
    ['{}', undefined],
    ['"x"', undefined],
    ['[{}]', '0.type'],
    ['[{"type":""}]', '0.type'],
    ['[{"type":5}]', '0.type'],
    ['[{"type":"a"},{"type":"b","actions":"read"}]', '1.actions'],
    ['[{"type":"a","identifier":5}]', '0.identifier'],
    ['[null]', '0'],
    [`[${Array(51).fill('{"type":"a"}').join(',')}]`, undefined],
    ['[{"type":"a","type":"b"}]', 'type'],
  ])('refuse %s', (text, member) => {
    expect(() => parseAuthorizationDetails(text)).toThrow(
      expect.objectContaining({
        code: 'VK_INVALID_INPUT',
        fields: expect.objectContaining(member === undefined ? {} : { member }) as unknown,
      }),
    );
  });

  it('of a server come with the code for what servers say', () => {
    expect(() => parseAuthorizationDetails('[{}]', 'VK_RESPONSE_MALFORMED')).toThrow(
      expect.objectContaining({ code: 'VK_RESPONSE_MALFORMED' }),
    );
  });

  it('are not sent where the server does not know their type (§10)', () => {
    expect(() => requireSupportedTypes([PAYMENT], ['account_information'])).toThrow(
      expect.objectContaining({
        code: 'VK_UNSUPPORTED_BY_SERVER',
        fields: { what: 'authorization_details', type: 'payment_initiation' },
      }),
    );
    expect(() => requireSupportedTypes([PAYMENT], ['payment_initiation'])).not.toThrow();
    expect(() => requireSupportedTypes([PAYMENT], undefined)).not.toThrow();
  });

  it('are compared as a whole, whatever the order of their members (§7.1)', () => {
    const reordered = Object.fromEntries(Object.entries(PAYMENT).reverse());
    const requested = parseAuthorizationDetails([...EXAMPLE, PAYMENT]);
    const [information] = EXAMPLE;
    const less = { ...information, actions: ['read'] };
    const granted = parseAuthorizationDetails([less, reordered]);
    expect(compareDetails(requested, granted)).toEqual({ withheld: EXAMPLE, unasked: [less] });
    expect(compareDetails(requested, requested)).toEqual({ withheld: [], unasked: [] });
  });
});
