/** What a request needs; a subset of `RequestInit`, so that `fetch` itself satisfies the port. */
export interface HttpRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/**
 * One HTTP exchange. Never follows a redirect (the response with its 3xx status is returned), never
 * repeats a request, sends no cookie. Rejects with VK_OFFLINE, VK_TIMEOUT, VK_TLS_REJECTED or VK_TLS_EXPIRED and
 * nothing else; any status is a response. Bodies are read by the caller, under a cap. The field
 * `sent: false` on a rejection promises that no byte of the request left: the name did not resolve,
 * the connection was refused, the certificate failed. Without it the server may have acted.
 */
export type Http = (url: string, request: HttpRequest) => Promise<Response>;
