import fc from 'fast-check';

/** How a server that means well departs from RFC 6749 §5.1 in a token response. */
export interface Sloppiness {
  readonly status: number;
  /** `form`: the members as a form, those that are text or a number. */
  readonly as: 'json' | 'form';
  /** Absent: no label. */
  readonly label?: string;
  /** Members of the response that are changed, removed (undefined) or added. */
  readonly members: Readonly<Record<string, unknown>>;
  /** Text written behind the last member of a JSON body, such as a member named a second time. */
  readonly behind?: string;
}

export const NOT_SLOPPY: Sloppiness = {
  status: 200,
  as: 'json',
  label: 'application/json',
  members: {},
};

/** What an optional member may be that is not what it should be. */
const unusable = fc.constantFrom<unknown>(undefined, null, '', [], {}, true, -1, 'é\n', ['x', 1], {
  a: { b: null },
});

const optionalMembers = fc.record(
  {
    token_type: fc.constantFrom<unknown>(undefined, null, '', 0, [], 'bearer', 'BEARER'),
    expires_in: fc.oneof(unusable, fc.constantFrom<unknown>('3600', 0, 1e300, 59.9)),
    scope: fc.oneof(unusable, fc.constantFrom<unknown>('read,write', ['read'], 'other')),
    id_token: unusable,
    authorization_details: unusable,
    issued_token_type: unusable,
    ok: fc.constant(true),
    error: fc.constantFrom<unknown>(undefined, null, '', false),
  },
  { requiredKeys: [] },
);

/** What has the response refused, though it was received whole. */
const refusedMembers = fc.constantFrom<Readonly<Record<string, unknown>>>(
  { access_token: undefined },
  { access_token: null },
  { access_token: 'é' },
  { token_type: 'mac' },
  { error: 'server_error' },
  { error: 'invalid_grant' },
);

const label = fc.constantFrom(
  'application/json',
  'application/json;charset=utf-8',
  'text/plain',
  'text/html',
  'text/javascript',
  'application/x-www-form-urlencoded',
  'application/octet-stream',
  undefined,
);

const sloppinessOf = (members: fc.Arbitrary<Readonly<Record<string, unknown>>>) =>
  fc
    .record({
      status: fc.integer({ min: 200, max: 299 }).filter((status) => ![204, 205].includes(status)),
      as: fc.constantFrom('json' as const, 'json' as const, 'form' as const),
      label,
      members,
      behind: fc.constantFrom(undefined, ',"scope":"a","scope":"b"', ',"x":1e400', ',"n":"}{"'),
    })
    .map(({ label: stated, behind, ...rest }) => ({
      ...rest,
      ...(stated === undefined ? {} : { label: stated }),
      ...(behind === undefined || rest.as === 'form' ? {} : { behind }),
    }));

/** Responses that are only sloppy, and such as must be refused for something else in them. */
export const sloppiness: fc.Arbitrary<Sloppiness> = sloppinessOf(
  fc.oneof(
    { weight: 3, arbitrary: optionalMembers },
    {
      weight: 1,
      arbitrary: fc
        .tuple(optionalMembers, refusedMembers)
        .map(([optional, refused]) => ({ ...optional, ...refused })),
    },
  ),
);

/** A token response with these members, as a sloppy server sends it. */
export const sloppyReply = (
  members: Readonly<Record<string, unknown>>,
  { status, as, label: stated, members: changes, behind = '' }: Sloppiness,
): Response => {
  const all = Object.entries({ ...members, ...changes }).filter(([, value]) => value !== undefined);
  const json = JSON.stringify(Object.fromEntries(all)).replace(/\}$/, `${behind}}`);
  // A form without a member would be an empty body: an answer that was cut off, not a sloppy one.
  const form = [
    ['ok', 'true'] as const,
    ...all.filter(([, value]) => ['string', 'number'].includes(typeof value)),
  ];
  const body =
    as === 'json'
      ? json
      : new URLSearchParams(form.map(([name, value]) => [name, String(value)])).toString();
  const response = new Response(body, { status });
  response.headers.delete('content-type');
  if (stated !== undefined) response.headers.set('content-type', stated);
  return response;
};
