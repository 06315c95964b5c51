/** Short messages in the corner. Good news goes by itself; errors stay until closed and carry the request id. */
import { CircleAlert, CircleCheck, X } from "lucide-react";
import { type ReactNode, useSyncExternalStore } from "react";
import { isApiError, messageOf } from "@/api/errors";
import styles from "./notify.module.css";
import { RequestId } from "./states";

interface Notice {
  key: number;
  bad: boolean;
  title?: string;
  message: ReactNode;
  requestId?: string | null;
  action?: NoticeAction;
}
/** One thing that can be done about a message, such as taking back what it tells of. */
export interface NoticeAction {
  label: string;
  run: () => void;
}
const SHOWN_MS = 6000;
const SHOWN_WITH_ACTION_MS = 12_000; // long enough to read it, find the button and press it
const AT_MOST = 4;

let notices: Notice[] = [];
let nextKey = 1;
const listeners = new Set<() => void>();

function change(next: Notice[]): void {
  notices = next;
  for (const listener of listeners) listener();
}

function add(notice: Omit<Notice, "key">): number {
  const key = nextKey++;
  change([...notices, { ...notice, key }].slice(-AT_MOST));
  return key;
}
const close = (key: number): void => change(notices.filter((notice) => notice.key !== key));

export function tell(message: ReactNode, action?: NoticeAction): void {
  const key = add({ bad: false, message, action });
  setTimeout(() => close(key), action ? SHOWN_WITH_ACTION_MS : SHOWN_MS);
}

export function tellError(error: unknown, title = "That did not work"): void {
  add({ bad: true, title, message: messageOf(error), requestId: isApiError(error) ? error.requestId : null });
}

/** Why a key did nothing. Pressed again, it says so again, once. */
export function tellRefused(message: string): void {
  change(notices.filter((notice) => notice.message !== message));
  const key = add({ bad: true, message });
  setTimeout(() => close(key), SHOWN_MS);
}

/** Where the messages appear; once in the app. */
export function Notices() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => notices,
  );
  return (
    <section className={styles.notices} aria-label="Messages" aria-live="polite">
      {shown.map(({ key, bad, title, message, requestId, action }) => (
        <div key={key} className={styles.notice} data-bad={bad || undefined} role={bad ? "alert" : "status"}>
          {bad ? <CircleAlert size={18} aria-hidden /> : <CircleCheck size={18} aria-hidden />}
          <div>
            {title && <strong>{title}</strong>}
            <p>{message}</p>
            {requestId && <RequestId id={requestId} />}
          </div>
          {action && (
            <button
              type="button"
              className={styles.action}
              onClick={() => {
                close(key);
                action.run();
              }}
            >
              {action.label}
            </button>
          )}
          <button type="button" className={styles.close} aria-label="Close the message" onClick={() => close(key)}>
            <X size={15} aria-hidden />
          </button>
        </div>
      ))}
    </section>
  );
}
