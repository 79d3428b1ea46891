import { type SyntheticEvent, useState } from 'react';
import { Form } from 'react-aria-components';
import type { AskingProxyView } from '../../contract/network.ts';
import { useCommand } from '../bridge/use-command.ts';
import { useQuery } from '../bridge/use-query.ts';
import { Button } from '../kit/button.tsx';
import { Dialog, DialogActions } from '../kit/dialog.tsx';
import { FailureNotice } from '../kit/failure-notice.tsx';
import { Field } from '../kit/field.tsx';
import { Foreign } from '../kit/foreign.tsx';

const ProxyForm = ({ proxy }: { readonly proxy: AskingProxyView }) => {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const logIn = useCommand('proxy.log-in');
  const decline = useCommand('proxy.decline');
  const { host, port, realm, scheme, isRefused } = proxy;
  const place = { host, port };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (username !== '') void logIn.run({ ...place, username, password });
  };
  return (
    <Form className="grid gap-4" validationBehavior="aria" onSubmit={submit}>
      <p>
        The proxy{' '}
        <strong>
          <Foreign text={`${host}:${port}`} className="mono" />
        </strong>{' '}
        of this network lets nothing through without a login. It is not the login of the server that
        you sign in to.
      </p>
      {realm !== '' && (
        <p className="soft">
          It calls itself “<Foreign text={realm} longest={120} className="" />
          ”.
        </p>
      )}
      <Field label="Username" value={username} onChange={setUsername} maxLength={256} autoFocus />
      <Field
        label="Password"
        type="password"
        hint={
          scheme === 'basic'
            ? 'It is kept in the keychain. The proxy asks for it unencrypted (Basic), as others on this network can read.'
            : 'It is kept in the keychain.'
        }
        problem={isRefused ? 'The proxy did not take the last login. Enter it again.' : undefined}
        value={password}
        onChange={setPassword}
        maxLength={1000}
      />
      {logIn.state.kind === 'failure' && <FailureNotice failure={logIn.state.failure} />}
      <DialogActions>
        <Button isBusy={decline.state.kind === 'busy'} onPress={() => void decline.run(place)}>
          Not now
        </Button>
        <Button
          kind="primary"
          type="submit"
          isDisabled={username === ''}
          isBusy={logIn.state.kind === 'busy'}
        >
          Log in
        </Button>
      </DialogActions>
    </Form>
  );
};

/** Asks once for the login of a proxy; what failed for want of it can then be tried again. */
export const ProxyDialog = () => {
  const { value } = useQuery('network.status', {}, ['network.changed']);
  const decline = useCommand('proxy.decline');
  const proxy = value?.asking[0];
  if (proxy === undefined) return null;
  const { host, port, isRefused } = proxy;
  return (
    <Dialog
      title="The proxy wants a login"
      isOpen
      role="alertdialog"
      onClose={() => void decline.run({ host, port })}
    >
      <ProxyForm key={`${host}:${port} ${String(isRefused)}`} proxy={proxy} />
    </Dialog>
  );
};
