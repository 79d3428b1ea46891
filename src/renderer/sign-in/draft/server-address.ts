import type { PresetView } from '../../../contract/provider.ts';
import { fillPlaceholders, type Draft } from './draft.ts';
import { addressProblem } from './problems.ts';

/** Where the form's server describes itself; undefined while that is not a whole address, or nowhere. */
export const serverAddress = (draft: Draft, preset: PresetView | undefined): string | undefined => {
  const { source, issuer, placeholders, allowLoopback } = draft;
  if (source !== 'issuer' && (source !== 'preset' || preset?.discovery !== true)) return undefined;
  const address = source === 'preset' ? fillPlaceholders(issuer, placeholders) : issuer.trim();
  const isWhole = addressProblem(address, allowLoopback) === undefined && !/[{}]/.test(address);
  return isWhole ? address : undefined;
};
