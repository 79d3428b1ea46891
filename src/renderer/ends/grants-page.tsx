import { Foreign } from '../ui/foreign.tsx';

/** Where a person ends grants by hand, as text to copy: the window opens no pages. */
export const GrantsPage = ({ url }: { readonly url: string | undefined }) =>
  url === undefined ? null : (
    <p className="grants-page">
      The provider’s own page of grants: <Foreign text={url} className="mono selectable" />
    </p>
  );
