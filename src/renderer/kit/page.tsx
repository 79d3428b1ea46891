import type { ReactNode } from 'react';

interface PageProps {
  readonly title: string;
  readonly lead?: string;
  readonly actions?: ReactNode;
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

/** A page of the right-hand side: its title, one sentence, its actions, and what it is about. */
export const Page = ({ title, lead, actions, isWide = false, children }: PageProps) => (
  <div className={isWide ? 'page page-wide' : 'page'}>
    <header className="page-head row wrap gap-3">
      <div style={{ flex: '1 1 300px' }}>
        <h1 className="page-title">{title}</h1>
        {lead !== undefined && (
          <p className="soft" style={{ marginTop: 2 }}>
            {lead}
          </p>
        )}
      </div>
      {actions !== undefined && <div className="row stretch wrap gap-2">{actions}</div>}
    </header>
    {children}
  </div>
);
