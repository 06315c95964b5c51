/** What a page shows when it has nothing to show yet: loading, empty, refused, failed. */
import { Button, CopyButton, Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { CircleAlert, LockKeyhole, type LucideIcon, PlugZap, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { ApiError, OfflineError, hasStatus, messageOf } from "@/api/errors";
import styles from "./states.module.css";

export function PageLoading() {
  return (
    <div className={styles.page} role="status">
      <h1 className="visually-hidden">Loading</h1>
      <Skeleton height={26} width={220} mb={26} />
      <RowsLoading rows={8} />
    </div>
  );
}

export function RowsLoading({ rows = 6 }: { rows?: number }) {
  return (
    <div className={styles.rows} aria-hidden>
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} height={14} width={`${92 - ((index * 17) % 40)}%`} />
      ))}
    </div>
  );
}

interface EmptyProps {
  icon?: LucideIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** When it is all there is on the page, its title is the page's heading. */
  heading?: boolean;
}
/** Says what is not there, why, and the one thing to do about it. */
export function Empty({ icon: Icon = SearchX, title, children, action, heading }: EmptyProps) {
  const Title = heading ? "h1" : "p";
  return (
    <div className={styles.empty}>
      <Icon size={26} strokeWidth={1.5} aria-hidden />
      <Title className={styles.title}>{title}</Title>
      {children && <div className={styles.text}>{children}</div>}
      {action}
    </div>
  );
}

export function NoPermission({ what, heading }: { what: string; heading?: boolean }) {
  return (
    <Empty heading={heading} icon={LockKeyhole} title={`You may not ${what}`}>
      Your role in this business does not allow it. An administrator can change that under Settings, Users.
    </Empty>
  );
}

interface FailureProps {
  error: unknown;
  onRetry?: () => void;
  /** When nothing else is on the page. */
  heading?: boolean;
}
export function Failure({ error, onRetry, heading }: FailureProps) {
  if (hasStatus(error, 403)) return <NoPermission what="see this" heading={heading} />;
  if (hasStatus(error, 404)) {
    return (
      <Empty heading={heading} title="This is not here">
        It may have been removed, or the link belongs to another business. <Link to="/">Go to the home page</Link>.
      </Empty>
    );
  }
  const requestId = error instanceof ApiError ? error.requestId : null;
  const Icon = error instanceof OfflineError ? PlugZap : CircleAlert;
  const Title = heading ? "h1" : "p";
  return (
    <div className={styles.empty} role="alert">
      <Icon size={26} strokeWidth={1.5} aria-hidden />
      <Title className={styles.title}>{error instanceof OfflineError ? "No connection" : "This could not be loaded"}</Title>
      <div className={styles.text}>{messageOf(error)}</div>
      {onRetry && (
        <Button variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
      {requestId && <RequestId id={requestId} />}
    </div>
  );
}

/** The id under which the server's log knows the request. */
export function RequestId({ id }: { id: string }) {
  return (
    <CopyButton value={id}>
      {({ copied, copy }) => (
        <button type="button" className={styles.request} onClick={copy}>
          {copied ? "Copied" : `Request ${id}`}
        </button>
      )}
    </CopyButton>
  );
}

interface LoadedProps<T> {
  query: { data: T | undefined; error: unknown; isPending: boolean; refetch: () => unknown };
  rows?: number;
  children: (data: T) => ReactNode;
}
/** Shows the answer of a query, or what stands in its place. Old data stays visible while new data is fetched. */
export function Loaded<T>({ query, rows, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <div role="status">
      <span className="visually-hidden">Loading</span>
      <RowsLoading rows={rows} />
    </div>
  );
}
