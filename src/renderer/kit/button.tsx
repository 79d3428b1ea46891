import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Button as AriaButton,
  Tooltip,
  TooltipTrigger,
  type ButtonProps,
} from 'react-aria-components';

interface OurButtonProps extends Omit<ButtonProps, 'children' | 'className' | 'style'> {
  readonly kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly icon?: LucideIcon;
  readonly isBusy?: boolean;
  readonly children: ReactNode;
}

/** A button with words. While busy it keeps its size and the focus, and cannot be pressed. */
export const Button = ({
  kind = 'plain',
  icon: Icon,
  isBusy = false,
  isDisabled = false,
  children,
  ...rest
}: OurButtonProps) => (
  <AriaButton
    {...rest}
    isDisabled={isDisabled}
    isPending={isBusy}
    className={`button button-${kind}`}
  >
    {isBusy ? <span className="button-spinner" aria-hidden="true" /> : Icon && <Icon size={15} />}
    <span className="clip">{children}</span>
  </AriaButton>
);

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'className' | 'style'> {
  readonly icon: LucideIcon;
  readonly label: string;
}

/** A button with an icon alone; its label is read aloud and shown on hover and focus. */
export const IconButton = ({ icon: Icon, label, ...rest }: IconButtonProps) => (
  <TooltipTrigger delay={500} closeDelay={0}>
    <AriaButton {...rest} aria-label={label} className="button button-icon">
      <Icon size={16} />
    </AriaButton>
    <Tooltip className="tooltip" offset={6}>
      {label}
    </Tooltip>
  </TooltipTrigger>
);
