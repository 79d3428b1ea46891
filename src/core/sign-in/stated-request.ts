import { presetById } from '../catalogue/catalogue.ts';
import type { ClientRegistration } from '../model/client-registration.ts';
import type { ConnectionOptions } from '../model/connection.ts';
import type { StatedRequest } from '../oauth/authorization-request.ts';
import type { AuthorizationOptions } from './grant-choice.ts';
import type { Asked } from './without-browser.ts';

/** What of an authorization request is known before it is made: the window shows it, and it is sent. */
export const statedRequest = (
  registration: ClientRegistration,
  asked: Asked & AuthorizationOptions,
  { extraParameters, scopeSeparator, preset }: ConnectionOptions = {},
): StatedRequest => {
  const scopeParameter = preset === undefined ? undefined : presetById(preset)?.scopeParameter;
  return {
    ...asked,
    registration,
    ...(extraParameters === undefined ? {} : { extraParameters: without(extraParameters, asked) }),
    ...(scopeSeparator === undefined ? {} : { scopeSeparator }),
    ...(scopeParameter === undefined ? {} : { scopeParameter }),
  };
};

/** What is asked this once takes the place of what is sent each time: no parameter may occur twice. */
const without = (
  extraParameters: Readonly<Record<string, string>>,
  { maxAge, acrValues }: AuthorizationOptions,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(extraParameters).filter(
      ([name]) =>
        !(name === 'max_age' && maxAge !== undefined) &&
        !(name === 'acr_values' && acrValues !== undefined),
    ),
  );
