import { expect, test } from 'vitest';
import { connectionLink, linkedConnection } from '../../../src/core/model/connection.ts';
import { connectionId } from '../../fixtures/connection.ts';

const ID = connectionId(7);
const SCHEME = 'dev.valetkey.app:';

test('a link leads back to its connection, in whatever case the system writes the scheme', () => {
  expect(connectionLink(ID)).toBe(`${SCHEME}/connection/${ID}`);
  expect(linkedConnection(connectionLink(ID))).toBe(ID);
  expect(linkedConnection(connectionLink(ID).replace('dev', 'DEV'))).toBe(ID);
});

/** Everything that is not exactly a link is left to be judged, and ignored, as an authorization response. */
test.each([
  ['with a query', `${SCHEME}/connection/${ID}?act=copy`],
  ['with an empty query', `${SCHEME}/connection/${ID}?`],
  ['with a fragment', `${SCHEME}/connection/${ID}#copy`],
  ['with a slash after it', `${SCHEME}/connection/${ID}/`],
  ['with more path', `${SCHEME}/connection/${ID}/revoke`],
  ['with a second id', `${SCHEME}/connection/${ID}/${ID}`],
  ['with an authority', `${SCHEME}//host/connection/${ID}`],
  ['with an empty authority', `${SCHEME}///connection/${ID}`],
  ['without a root', `${SCHEME}connection/${ID}`],
  ['with the path in capitals', `${SCHEME}/Connection/${ID}`],
  ['with a dot segment', `${SCHEME}/x/../connection/${ID}`],
  ['with a dot segment before the id', `${SCHEME}/connection/./${ID}`],
  ['with the id encoded', `${SCHEME}/connection/%30${ID.slice(1)}`],
  ['with the slash encoded', `${SCHEME}/connection%2F${ID}`],
  ['with a short id', `${SCHEME}/connection/${ID.slice(1)}`],
  ['with a long id', `${SCHEME}/connection/${ID}0`],
  ['with a line break', `${SCHEME}/connection/${ID}\n`],
  ['with a zero byte', `${SCHEME}/connection/${ID}\0`],
  ['with an override', `${SCHEME}/connection/\u202e${ID}`],
  ['with a script', `${SCHEME}/connection/<script>alert(1)</scr`],
  ['without an id', `${SCHEME}/connection/`],
  ['of a command', `${SCHEME}/token.copy/${ID}`],
  ['of another scheme', `https://dev.valetkey.app/connection/${ID}`],
  ['of a longer scheme', `dev.valetkey.apple:/connection/${ID}`],
  ['behind another scheme', `javascript:dev.valetkey.app:/connection/${ID}`],
  ['of 8 KiB', `${SCHEME}/connection/${'0'.repeat(8192)}`],
])('an address %s is no link', (_what, url) => {
  expect(linkedConnection(url)).toBeUndefined();
});
