import type { ReactNode } from 'react';

interface ChipProps {
  readonly tone?: 'plain' | 'good' | 'warn' | 'bad' | 'accent';
  readonly title?: string;
  readonly children: ReactNode;
}

/** A word or two on a soft ground. */
export const Chip = ({ tone = 'plain', title, children }: ChipProps) => (
  <span className={`chip small medium flex-none on-${tone}`} title={title}>
    {children}
  </span>
);

/** A coloured dot. Decoration: the words stand beside it. */
export const Dot = ({ tone }: { readonly tone: 'good' | 'warn' | 'bad' | 'idle' }) => (
  <span className={`dot tone-${tone}`} aria-hidden="true" />
);
