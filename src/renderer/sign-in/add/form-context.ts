import { createContext, useContext } from 'react';
import type { Failure } from '../../../contract/command.ts';
import type { PresetView } from '../../../contract/provider.ts';
import type { DoctorView } from '../../../contract/app.ts';
import type { ServerView } from '../../../contract/registration.ts';
import type { ConnectionView } from '../../../contract/connection.ts';
import type { Draft } from '../draft/draft.ts';
import type { DraftField } from '../draft/fields.ts';
import type { Problems } from '../draft/problems.ts';

/** What every part of the form sees. */
export interface FormValue {
  readonly draft: Draft;
  readonly preset: PresetView | undefined;
  /** Undefined until the redirect doctor has answered. */
  readonly doctor: DoctorView | undefined;
  readonly connections: readonly ConnectionView[];
  /** What the server says it offers, once it has been asked. */
  readonly server: ServerView | undefined;
  /** Asks the server that is typed so far, where that is a whole address and was not asked yet. */
  readonly lookUpServer: () => void;
  /** The typed address, where it turned out to be that of an API or MCP server. */
  readonly resource: string | undefined;
  /** Goes on from that address instead. */
  readonly connectFrom: (resource: string) => void;
  readonly change: (part: Partial<Draft>) => void;
  readonly uses: (field: DraftField) => boolean;
  /** Problems of shape, from the first try on. */
  readonly problems: Problems;
  /** What main said, and the field it is about. */
  readonly failure: Failure | undefined;
  readonly failureAt: string | undefined;
}

export const FormContext = createContext<FormValue | undefined>(undefined);

/** The form. Throws outside of one: a mistake in the program, not a failure. */
export const useForm = (): FormValue => {
  const form = useContext(FormContext);
  if (form === undefined) throw new Error('useForm outside of FormContext');
  return form;
};
