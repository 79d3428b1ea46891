import { foreignText } from './words/foreign.ts';

interface ForeignProps {
  readonly text: string;
  readonly longest?: number;
  readonly className?: string;
}

/** Text that is not ours: direction isolated, controls stripped, cut, one line, whole in the tooltip. */
export const Foreign = ({ text, longest = 300, className = 'clip' }: ForeignProps) => {
  const clean = foreignText(text, longest);
  return (
    <bdi className={className} title={foreignText(text, 1000)}>
      {clean}
    </bdi>
  );
};
