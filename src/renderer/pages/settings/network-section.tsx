import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import type { HostAuthoritiesView, NetworkView } from '../../../contract/network.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { Button } from '../../kit/button.tsx';
import { Choice } from '../../kit/choice.tsx';
import { FailureNotice } from '../../kit/failure-notice.tsx';
import { Foreign } from '../../kit/foreign.tsx';
import { foreignText } from '../../kit/words/foreign.ts';
import { AuthorityDialog, CertificateFacts } from '../../network/authority-dialog.tsx';
import { browserWords } from '../../network/open-elsewhere.tsx';
import { Section } from './section.tsx';

const SYSTEM_DEFAULT = 'default';

/** Where sign-ins open; on systems that do not say which browsers there are, by the system's setting. */
const BrowserSection = () => {
  const { value, askAgain } = useQuery('browser.list', {});
  const { run, state } = useCommand('browser.choose');
  const { browsers = [], chosen } = value ?? {};
  if (browsers.length === 0) return null;
  const isGone = chosen !== undefined && !browsers.some(({ id }) => id === chosen);
  const choices = [
    { value: SYSTEM_DEFAULT, label: 'The system’s default' },
    ...browsers.map((browser) => ({ value: browser.id, label: browserWords(browser) })),
    ...(isGone ? [{ value: chosen, label: 'One that is no longer installed' }] : []),
  ];
  return (
    <Section
      title="Browser"
      lead="A profile that is signed in already, or one that is kept for work."
    >
      <Choice
        label="Open sign-ins in"
        choices={choices}
        value={chosen ?? SYSTEM_DEFAULT}
        onChange={(id) => void run(id === SYSTEM_DEFAULT ? {} : { id }).then(askAgain)}
      />
      {state.kind === 'failure' && <FailureNotice failure={state.failure} />}
    </Section>
  );
};

const Authority = ({ authority }: { readonly authority: HostAuthoritiesView }) => {
  const { run, state } = useCommand('authority.remove');
  const { host, certificates } = authority;
  return (
    <li className="grid gap-3 pad-y-3">
      <div className="row spread gap-3">
        <Foreign text={host} className="mono clip" />
        <Button
          kind="quiet"
          isBusy={state.kind === 'busy'}
          aria-label={`Remove the authority of ${foreignText(host, 100)}`}
          onPress={() => void run({ host })}
        >
          Remove
        </Button>
      </div>
      {certificates.map((certificate) => (
        <CertificateFacts key={certificate.fingerprint} certificate={certificate} />
      ))}
      {state.kind === 'failure' && <FailureNotice failure={state.failure} />}
    </li>
  );
};

const ProxyLogin = ({ login }: { readonly login: NetworkView['proxyLogins'][number] }) => {
  const { run, state } = useCommand('proxy.forget');
  const { host, port, username } = login;
  return (
    <li className="grid gap-2 pad-y-3">
      <div className="row spread gap-3">
        <span className="narrowable">
          <Foreign text={`${host}:${port}`} className="mono clip" />
          <Foreign text={`Proxy, as ${username}`} className="note clip" />
        </span>
        <Button
          kind="quiet"
          isBusy={state.kind === 'busy'}
          aria-label={`Forget the login of the proxy ${foreignText(host, 100)}`}
          onPress={() => void run({ host, port })}
        >
          Forget
        </Button>
      </div>
      {state.kind === 'failure' && <FailureNotice failure={state.failure} />}
    </li>
  );
};

/** Whom this program trusts on the way to a server, beside what the system does. */
export const NetworkSection = () => {
  const [isChoosing, setIsChoosing] = useState(false);
  const { value, failure, askAgain } = useQuery('network.status', {}, ['network.changed']);
  const { authorities = [], proxyLogins = [] } = value ?? {};
  const close = () => setIsChoosing(false);
  return (
    <>
      <BrowserSection />
      <Section
        title="Network"
        lead="The system’s proxy and certificate authorities apply. Servers inside an organisation may need an authority of their own; a proxy that wants a login asks for it once."
        action={
          <Button icon={ShieldCheck} onPress={() => setIsChoosing(true)}>
            Trust an authority…
          </Button>
        }
      >
        {authorities.length + proxyLogins.length > 0 && (
          <ul className="ruled" aria-label="Authorities and proxies">
            {authorities.map((authority) => (
              <Authority key={authority.host} authority={authority} />
            ))}
            {proxyLogins.map((login) => (
              <ProxyLogin key={`${login.host}:${login.port}`} login={login} />
            ))}
          </ul>
        )}
        {failure !== undefined && <FailureNotice failure={failure} actions={{ retry: askAgain }} />}
      </Section>
      {isChoosing && <AuthorityDialog onClose={close} onKept={close} />}
    </>
  );
};
