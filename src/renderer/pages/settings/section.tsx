import type { ReactNode } from 'react';

interface SectionProps {
  readonly title: string;
  readonly lead?: string;
  readonly action?: ReactNode;
  readonly children?: ReactNode;
}

/** One subject of the settings. */
export const Section = ({ title, lead, action, children }: SectionProps) => (
  <section className="card settings-section" aria-label={title}>
    <div className="card-head">
      <div className="fill">
        <h2 className="card-title">{title}</h2>
        {lead !== undefined && <p className="soft">{lead}</p>}
      </div>
      {action}
    </div>
    {children !== undefined && <div className="grid gap-5">{children}</div>}
  </section>
);
