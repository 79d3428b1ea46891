export { localClient } from '../platform/node-mcp.ts';
export { relay } from './relay.ts';
