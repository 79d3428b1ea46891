import { Download, History, SearchX } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import type { LedgerEntryView } from '../../../contract/view-trace.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { isFound, searchWords } from '../../kit/words/find.ts';
import { ledgerSearchText } from '../../kit/words/ledger-words.ts';
import { Button } from '../../kit/button.tsx';
import { Empty, Skeleton } from '../../kit/empty.tsx';
import { FailureNotice } from '../../kit/failure-notice.tsx';
import { Page } from '../../kit/page.tsx';
import { SearchBox } from '../../kit/search-box.tsx';
import { LedgerList } from './ledger-list.tsx';

const Entries = ({ entries }: { readonly entries: readonly LedgerEntryView[] }) => {
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search);
  const indexed = useMemo(
    () => entries.map((entry) => ({ entry, text: ledgerSearchText(entry) })),
    [entries],
  );
  const found = useMemo(() => {
    const words = searchWords(wanted);
    return indexed.filter(({ text }) => isFound(text, words)).map(({ entry }) => entry);
  }, [indexed, wanted]);
  return (
    <>
      <SearchBox label="Search activity" value={search} onChange={setSearch} />
      {found.length === 0 ? (
        <Empty icon={SearchX} title="Nothing found" />
      ) : (
        <LedgerList entries={found} />
      )}
    </>
  );
};

/** What was done with which connection: sign-ins, refreshes, and every time a token left. */
export const ActivityPage = () => {
  const { value, failure, askAgain } = useQuery('ledger.list', {}, ['ledger.changed']);
  const save = useCommand('file.export');
  return (
    <Page
      title="Activity"
      lead="Who got a token, when, and for what. Tokens appear as the start of their SHA-256."
      actions={
        <Button
          icon={Download}
          isDisabled={value === undefined || value.length === 0}
          isBusy={save.state.kind === 'busy'}
          onPress={() => void save.run({ what: 'ledger' })}
        >
          Export…
        </Button>
      }
    >
      {save.state.kind === 'failure' && <FailureNotice failure={save.state.failure} />}
      {failure !== undefined && <FailureNotice failure={failure} actions={{ retry: askAgain }} />}
      {value === undefined && failure === undefined && <Skeleton lines={6} label="Loading" />}
      {value !== undefined && value.length === 0 && (
        <section className="card">
          <Empty icon={History} title="Nothing has happened yet" />
        </section>
      )}
      {value !== undefined && value.length > 0 && <Entries entries={value} />}
    </Page>
  );
};
