import type { ReactNode } from 'react';
import './page.css';

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
    <header className="page-head">
      <div className="page-words">
        <h1>{title}</h1>
        {lead !== undefined && <p>{lead}</p>}
      </div>
      {actions !== undefined && <div className="page-actions">{actions}</div>}
    </header>
    {children}
  </div>
);
