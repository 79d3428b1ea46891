import { randomUUID } from 'node:crypto';
import keytar from 'keytar';

/** Writes, reads and deletes one item of the system's keychain: for systems where no end-to-end test runs. */
const SERVICE = 'dev.valetkey.app.test';
const item = randomUUID();
const value = randomUUID();

await keytar.setPassword(SERVICE, item, value);
const read = await keytar.getPassword(SERVICE, item);
const isDeleted = await keytar.deletePassword(SERVICE, item);
const isGone = (await keytar.getPassword(SERVICE, item)) === null;
if (read !== value || !isDeleted || !isGone) {
  throw new Error('The keychain did not keep, give back and delete an item.');
}
process.stdout.write('The keychain kept, gave back and deleted an item.\n');
