import { SHORTCUT_IDS, SHORTCUTS } from '../kit/words/shortcut-words.ts';
import { Dialog } from '../kit/dialog.tsx';
import { KeyCaps } from '../kit/key-caps.tsx';

const GROUPS = ['Everywhere', 'Go to', 'This connection'] as const;

/** The keyboard map. */
export const CheatSheet = ({ onClose }: { readonly onClose: () => void }) => (
  <Dialog title="Keyboard shortcuts" size="medium" isOpen onClose={onClose}>
    <div className="sheet">
      {GROUPS.map((group) => (
        <section key={group}>
          <h3 className="pad-bottom-2 note medium">{group}</h3>
          <dl>
            {SHORTCUT_IDS.filter(
              (id) => SHORTCUTS[id].group === group && SHORTCUTS[id].keys.length > 0,
            ).map((id) => (
              <div key={id} className="row spread gap-3" style={{ minHeight: 30 }}>
                <dt>{SHORTCUTS[id].label}</dt>
                <dd>
                  <KeyCaps id={id} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  </Dialog>
);
