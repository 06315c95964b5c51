import { Modal } from "@mantine/core";
import { Keys, activeShortcuts } from "./shortcuts";
import styles from "./ShortcutSheet.module.css";

/** The `?` sheet: every key that works on the page that is open. */
export default function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const groups = new Map<string, ReturnType<typeof activeShortcuts>>();
  for (const shortcut of activeShortcuts()) {
    groups.set(shortcut.group, [...(groups.get(shortcut.group) ?? []), shortcut]);
  }
  return (
    <Modal opened onClose={onClose} title="Keyboard shortcuts" size="lg" closeOnClickOutside>
      <div className={styles.groups}>
        {[...groups].map(([group, shortcuts]) => (
          <section key={group} aria-label={group}>
            <h3>{group}</h3>
            <dl>
              {shortcuts.map(({ keys, label }) => (
                <div key={keys}>
                  <dt>{label}</dt>
                  <dd>
                    <Keys keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
