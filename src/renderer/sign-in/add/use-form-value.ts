import { useMemo } from 'react';
import type { Failure } from '../../../contract/command.ts';
import type { PresetView } from '../../../contract/provider.ts';
import type { ConnectionView } from '../../../contract/connection.ts';
import { useQuery } from '../../bridge/use-query.ts';
import type { Draft } from '../draft/draft.ts';
import { fieldOfFailure } from '../draft/failure-field.ts';
import { fieldsOf } from '../draft/fields.ts';
import { problemsOf, type Problems } from '../draft/problems.ts';
import { useServer } from './use-server.ts';
import type { FormValue } from './form-context.ts';

const NO_PROBLEMS: Problems = {};

/** What the form is made of. */
export interface FormSubject {
  readonly draft: Draft;
  readonly preset: PresetView | undefined;
  readonly connections: readonly ConnectionView[];
  readonly failure: Failure | undefined;
  readonly onChange: (part: Partial<Draft>) => void;
}

/** The form's state: what was typed, what is wrong with it once it was tried, and what main said. */
export const useFormValue = (subject: FormSubject, hasTried: boolean): FormValue => {
  const { draft, preset, connections, failure, onChange } = subject;
  const doctor = useQuery('doctor.run', {}).value;
  const { server, lookUpServer } = useServer(draft, preset, onChange);
  const fields = useMemo(() => fieldsOf(draft), [draft]);
  return {
    draft,
    preset,
    doctor,
    connections,
    server,
    lookUpServer,
    change: onChange,
    uses: (field) => fields.has(field),
    problems: hasTried ? problemsOf(draft, preset?.placeholders) : NO_PROBLEMS,
    failure,
    failureAt: failure === undefined ? undefined : fieldOfFailure(failure, draft),
  };
};
