import { expect, onTestFinished } from 'vitest';
import type { Http, HttpRequest } from '../../src/core/port/http.ts';

/** One request that must come, and what it is answered with. */
export interface ExpectedRequest {
  /** `POST` unless told. */
  readonly method?: string;
  readonly url: string;
  /** Every parameter of the form, and no other; order does not matter. */
  readonly form?: Readonly<Record<string, string>>;
  /** Parsed JSON body. */
  readonly json?: unknown;
  /** Header fields that must be there with these values, names in lower case. */
  readonly headers?: Readonly<Record<string, string | RegExp>>;
  /** A response, or what the request fails with. */
  readonly reply: Response | Error;
}

/** The Http port with a script: no net behind it, and every line of the script must be played. */
export interface FakeHttp {
  readonly http: Http;
  /** What was asked so far, as it was asked. */
  readonly seen: readonly { readonly url: string; readonly request: HttpRequest }[];
}

/**
 * Answers requests in the order given. A request that is not the next expected one fails the test,
 * even where the code under test catches errors, and so does an expectation that is never met.
 */
export const fakeHttp = (...script: readonly ExpectedRequest[]): FakeHttp => {
  const seen: { readonly url: string; readonly request: HttpRequest }[] = [];
  const faults: unknown[] = [];
  onTestFinished(() => {
    if (faults.length > 0) throw faults[0];
    expect(seen.length, 'requests that were expected').toBe(script.length);
  });
  const http: Http = (url, request) => {
    const expected = script[seen.length];
    seen.push({ url, request });
    try {
      expect(expected, `unexpected ${request.method} ${url}`).toBeDefined();
      if (expected !== undefined) compare(expected, url, request);
    } catch (fault) {
      faults.push(fault);
    }
    const reply = expected?.reply ?? new Error('nothing answers here');
    return reply instanceof Error ? Promise.reject(reply) : Promise.resolve(reply.clone());
  };
  return { http, seen };
};

const compare = (expected: ExpectedRequest, url: string, request: HttpRequest): void => {
  expect(`${request.method} ${url}`).toBe(`${expected.method ?? 'POST'} ${expected.url}`);
  if (expected.form !== undefined) expect(formOf(request)).toEqual(expected.form);
  if (expected.json !== undefined) expect(JSON.parse(request.body ?? '')).toEqual(expected.json);
  for (const [name, value] of Object.entries(expected.headers ?? {})) {
    const actual = request.headers[name];
    if (value instanceof RegExp) expect(actual).toMatch(value);
    else expect(`${name}: ${actual}`).toBe(`${name}: ${value}`);
  }
};

/** The form of a request; repeated parameters are joined with a comma, so that they are noticed. */
export const formOf = ({ body }: HttpRequest): Record<string, string> => {
  const form: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(body ?? '')) {
    form[name] = name in form ? `${form[name]},${value}` : value;
  }
  return form;
};

/** A JSON response; `body` is sent as it is where it is a text. */
export const jsonReply = (
  body: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Response =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
