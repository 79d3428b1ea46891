import { Foreign } from './foreign.tsx';

interface NameLinkProps {
  readonly name: string;
  readonly onPress: () => void;
}

/** The name of something that can be opened, in lists and tables. */
export const NameLink = ({ name, onPress }: NameLinkProps) => (
  <button type="button" className="name-link bare block max-full medium" onClick={onPress}>
    <Foreign text={name} />
  </button>
);
