import type { ScopeMeaningView } from '../../shared/ipc/view-preset.ts';

/** What a scope token allows, or that nobody has told us: we guess nothing from its name. */
export const meaningWords = ({ sentence }: Pick<ScopeMeaningView, 'sentence'>): string =>
  sentence ?? 'Nobody has told us what this allows';
