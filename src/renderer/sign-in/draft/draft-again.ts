import type { ConnectionView } from '../../../contract/connection.ts';
import { emptyDraft, type Draft } from './draft.ts';

/** A form for a connection that is to be made anew, in the browser, and with DPoP where that is wanted. */
export const draftAgain = (connection: ConnectionView, usesDpop: boolean): Draft => ({
  ...emptyDraft('issuer'),
  source: connection.preset === undefined ? 'issuer' : 'preset',
  preset: connection.preset,
  issuer: connection.issuer,
  clientId: connection.clientId,
  scope: connection.requestedScope,
  redirectMethod: connection.redirectMethod,
  resource: connection.resource ?? '',
  usesDpop: usesDpop || connection.usesDpop,
});
