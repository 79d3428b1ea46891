import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface NoticeProps {
  readonly tone: 'info' | 'warn' | 'bad';
  readonly icon: LucideIcon;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** One thing worth knowing, with at most one thing to do about it. */
export const Notice = ({ tone, icon: Icon, title, children, action }: NoticeProps) => (
  <div
    className={`notice row top wrap on-${tone === 'info' ? 'accent' : tone}`}
    role={tone === 'bad' ? 'alert' : 'status'}
  >
    <Icon size={16} className="notice-icon" aria-hidden="true" />
    <div style={{ flex: '1 1 300px' }}>
      <p className="bold break">{title}</p>
      {children !== undefined && <div className="soft break">{children}</div>}
    </div>
    {action !== undefined && <div className="notice-action">{action}</div>}
  </div>
);
