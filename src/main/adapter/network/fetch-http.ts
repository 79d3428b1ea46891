import type { Clock } from '../../../core/port/system.ts';
import type { Http, HttpRequest } from '../../../core/port/http.ts';
import { guardedResponse, startWatchdog } from './watchdog.ts';
import { networkFault } from './network-fault.ts';

const toRequestInit = (request: HttpRequest, signal: AbortSignal): RequestInit => ({
  method: request.method,
  headers: request.headers,
  signal,
  redirect: 'manual',
  credentials: 'omit',
  ...(request.body === undefined ? {} : { body: request.body }),
});

/** Http on the runtime's own `fetch`: no system proxy, no system certificates. For Node and tests. */
export const createFetchHttp = (parts: { readonly clock: Pick<Clock, 'sleep'> }): Http => {
  return async (url, request) => {
    const dog = startWatchdog(parts.clock, request.signal);
    try {
      const response = await fetch(url, toRequestInit(request, dog.signal));
      dog.feed();
      return guardedResponse(response, response.body, dog);
    } catch (thrown) {
      dog.stop();
      throw networkFault(dog.signal.aborted ? dog.signal.reason : thrown);
    }
  };
};
