import { Info, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { AdviceSeverity } from '../../../vocabulary/advice-rule.ts';
import './severity-icon.css';

const ICONS = { high: OctagonAlert, medium: TriangleAlert, low: Info } as const;

/** How much a finding matters, by shape and colour. Decoration: the words stand beside it. */
export const SeverityIcon = ({ severity }: { readonly severity: AdviceSeverity }) => {
  const Icon = ICONS[severity];
  return <Icon size={16} className={`severity severity-${severity}`} aria-hidden="true" />;
};
