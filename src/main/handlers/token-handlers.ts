import type { App } from '../../core/app.ts';
import type { Handlers } from '../../contract/contract.ts';
import type { Host } from './handlers.ts';
import { tokenView } from './views.ts';

type TokenCommand =
  'token.inspect' | 'token.refresh' | 'token.reveal' | 'token.copy' | 'token.prove';

/** Commands that make, show and copy access tokens, and proofs for them. */
export const tokenHandlers = (
  { handOut }: App,
  { allowReveal }: Pick<Host, 'allowReveal'>,
): Pick<Handlers, TokenCommand> => ({
  'token.inspect': async (wanted) => {
    const { connection, token } = await handOut.fresh(wanted);
    return tokenView(connection, token);
  },
  'token.refresh': async (wanted) => {
    const { connection, token } = await handOut.refreshed(wanted);
    return tokenView(connection, token);
  },
  'token.reveal': async (wanted) => {
    allowReveal();
    const { text, token } = await handOut.reveal(wanted);
    return { accessToken: text, expiresAt: token.expiresAt };
  },
  'token.copy': ({ format, ...wanted }) => handOut.copy(wanted, format),
  'token.prove': (wanted) => handOut.prove(wanted),
});
