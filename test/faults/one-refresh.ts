/** One refresh of the login in a folder, for strace to watch. Arguments: folder, token endpoint. */
import { LOGIN, openProgram } from './program-on-disk.ts';

const [folder = '', tokenEndpoint = ''] = process.argv.slice(2);
const { accessTokens } = await openProgram({ folder, tokenEndpoint });
await accessTokens.refresh(LOGIN);
process.exit();
