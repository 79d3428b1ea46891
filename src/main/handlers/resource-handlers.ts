import type { Handlers } from '../../contract/contract.ts';
import type { resourceCommands, ResourceView } from '../../contract/resource.ts';
import type { App } from '../../core/app.ts';
import { foreignText } from '../../core/fault/foreign-text.ts';
import { readPastedResource } from '../../core/sign-in/pasted-resource.ts';
import type { DescribedResource } from '../../core/sign-in/resource-target.ts';

/** Commands about protected resources, by their addresses. */
export const resourceHandlers = (app: App): Pick<Handlers, keyof typeof resourceCommands> => ({
  'resource.read': ({ text }) => {
    const { addresses, ...rest } = readPastedResource(text);
    return {
      ...rest,
      addresses: addresses.map((one) => ({ ...one, host: new URL(one.address).host })),
    };
  },
  'resource.describe': async ({ address, challenge }) =>
    resourceView(await app.describeResource(address, challenge)),
});

const resourceView = ({ address, metadata, servers, scope }: DescribedResource): ResourceView => ({
  host: address.host,
  name: metadata?.name === undefined ? undefined : foreignText(metadata.name),
  servers: servers.map((issuer) => {
    const { host } = new URL(issuer);
    return { issuer, host, isElsewhere: host !== address.host };
  }),
  scope,
  isUndescribed: metadata === undefined || metadata.authorizationServers.length === 0,
  requiresDpop: metadata?.dpopRequired === true,
});
