import type { App } from '../../core/app.ts';
import type { Handlers } from '../../contract/contract.ts';

/** Commands about advice: what there is to say, and what a person knows of already. */
export const adviceHandlers = ({
  advice,
}: App): Pick<Handlers, 'advice.list' | 'advice.dismiss'> => ({
  'advice.list': () => advice.list().map((one) => ({ ...one, about: [...one.about] })),
  'advice.dismiss': async ({ rule, connectionId, isDismissed }) => {
    await advice.dismiss(rule, connectionId, isDismissed);
    return {};
  },
});
