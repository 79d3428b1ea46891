import type { App } from '../../core/app.ts';
import type { TokenAnswer } from '../../core/insight/ask-about-token.ts';
import { describeMembers } from '../../core/oauth/token/claims.ts';
import { explain } from '../../core/oauth/token/inspection.ts';
import type { Handlers } from '../../contract/contract.ts';
import type { IntrospectionView, ClaimView } from '../../contract/inspection.ts';

type InspectionCommand =
  'token.examine' | 'token.introspect' | 'connection.introspect' | 'connection.userinfo';

/** Commands that find out about tokens. */
export const inspectionHandlers = ({
  examineToken,
  tokenQuestions,
}: App): Pick<Handlers, InspectionCommand> => ({
  'token.examine': examineToken,
  'token.introspect': async ({ text, connectionId }) =>
    introspectionView(await tokenQuestions.ofPasted(text, connectionId)),
  'connection.introspect': async ({ connectionId }) =>
    introspectionView(await tokenQuestions.ofConnection(connectionId)),
  'connection.userinfo': async ({ connectionId }) =>
    explainedMembers(await tokenQuestions.userInfo(connectionId)),
});

const explainedMembers = (members: Readonly<Record<string, unknown>>): ClaimView[] => [
  ...explain({ header: [], claims: describeMembers(members) }).claims,
];

const introspectionView = ({ warnings, members, ...answer }: TokenAnswer): IntrospectionView => ({
  ...answer,
  warnings: [...warnings],
  members: explainedMembers(members),
});
