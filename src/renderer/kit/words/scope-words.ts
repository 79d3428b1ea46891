import type { ScopeMeaningView } from '../../../contract/scope.ts';

/** What a scope token allows, or that this is not known: we guess nothing from its name. */
export const meaningWords = ({ sentence }: Pick<ScopeMeaningView, 'sentence'>): string =>
  sentence ?? 'What this allows is not known';

/** A scope token where there is little room: those that are addresses differ at their end. */
export const shortToken = (token: string): string =>
  (token.includes('://') ? token.split('/').at(-1) : undefined) || token;
