import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface EmptyProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children?: ReactNode;
}

/** What stands where there is nothing to show, and why. */
export const Empty = ({ icon: Icon, title, children }: EmptyProps) => (
  <div className="empty">
    <Icon size={22} className="empty-icon" aria-hidden="true" />
    <p className="bold">{title}</p>
    {children !== undefined && (
      <div className="soft" style={{ maxWidth: '36ch' }}>
        {children}
      </div>
    )}
  </div>
);

/** Grey bars in the shape of what is coming. */
export const Skeleton = ({ lines, label }: { readonly lines: number; readonly label: string }) => (
  <div className="grid gap-3 pad-y-2" role="status" aria-label={label}>
    {Array.from({ length: lines }, (_, line) => (
      <span key={line} className="skeleton-line" />
    ))}
  </div>
);
