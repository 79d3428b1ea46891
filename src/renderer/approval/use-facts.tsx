import { ShieldCheck, TriangleAlert } from 'lucide-react';
import type { QuestionView } from '../../contract/approval.ts';
import type { ConnectionView } from '../../contract/connection.ts';
import { Foreign } from '../kit/foreign.tsx';
import { Notice } from '../kit/notice.tsx';

type Use = NonNullable<QuestionView['use']>;

const hostOf = (address: string | undefined): string | undefined =>
  address !== undefined && URL.canParse(address) ? new URL(address).host : undefined;

/** Whether the login itself names the host: of its server, or of the API that its tokens are for. */
const isOfLogin = (host: string, { issuer, resource }: ConnectionView): boolean =>
  [issuer, resource].some((one) => hostOf(one) === host);

/** `http://` is told, for only this machine is reached so; what is common is left out. */
const shownOrigin = (origin: string): string => origin.replace(/^https:\/\//, '');

/** What a program may call, and that it never holds the token. */
export const UseFacts = ({
  use,
  connection,
}: {
  readonly use: Use;
  readonly connection: ConnectionView | undefined;
}) => {
  const { origin, rules } = use;
  const host = hostOf(origin) ?? origin;
  return (
    <section className="grid gap-3" aria-label="What it may call">
      <ul className="frame ruled scroll" style={{ maxHeight: 160 }} aria-label="Requests">
        {rules.map(({ method, path }) => (
          <li key={`${method} ${path}`} className="row gap-3 pad-x-3 pad-y-2">
            <span className="medium small flex-none" style={{ minWidth: 72 }}>
              {method === '*' ? 'Any method' : <Foreign text={method} className="" />}
            </span>
            <Foreign
              text={`${shownOrigin(origin)}${path}`}
              longest={300}
              className="break mono small fill"
            />
          </li>
        ))}
      </ul>
      <p className="row gap-2 top soft">
        <ShieldCheck size={16} className="flex-none good" aria-hidden="true" />
        <span className="fill">
          It never sees the token: Valet Key sends these requests, and what is below their paths, to
          this host and no other.
        </span>
      </p>
      {connection !== undefined && !isOfLogin(host, connection) && (
        <Notice
          tone="warn"
          icon={TriangleAlert}
          title={<Foreign text={`The token goes to ${host}`} />}
        >
          Nothing in this login names that host. Approve it only if you know that it is the API of
          this login.
        </Notice>
      )}
    </section>
  );
};
