import { pages } from 'virtual:guide';
import { useRef, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { Dialog } from '../../kit/dialog.tsx';
import { GuideText } from './guide-text.tsx';

/** The guide for users, as in docs/guide: its pages on the left, the one that is read on the right. */
export const GuideDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const [id, setId] = useState(pages[0]?.id);
  const text = useRef<HTMLDivElement>(null);
  const page = pages.find((one) => one.id === id) ?? pages[0];
  const go = (next: string) => {
    setId(next);
    text.current?.scrollTo(0, 0);
  };
  return (
    <Dialog title="Guide" size="large" isOpen onClose={onClose}>
      <div className="guide fill">
        <ul className="guide-pages grid" aria-label="Pages of the guide">
          {pages.map(({ id: one, title }) => (
            <li key={one}>
              <AriaButton
                className="nav-row press-row row soft full-width"
                onPress={() => go(one)}
                {...(one === page?.id ? { 'aria-current': 'page' as const } : {})}
              >
                {title}
              </AriaButton>
            </li>
          ))}
        </ul>
        {page !== undefined && (
          // It scrolls, so it takes the focus: the keyboard must reach what is below.
          <div ref={text} className="guide-text scroll" tabIndex={0} role="document">
            <h3 className="guide-title pad-bottom-3 bold">{page.title}</h3>
            <GuideText blocks={page.blocks} onGo={go} />
          </div>
        )}
      </div>
    </Dialog>
  );
};
