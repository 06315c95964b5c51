import styles from "./Changes.module.css";
import { differencesOf } from "./changes";

interface ChangesProps {
  before?: unknown;
  after?: unknown;
  /** What to say when nothing differs. */
  none?: string;
}

/** What changed, field by field: the old value struck out, the new one beside it. */
export function Changes({ before, after, none }: ChangesProps) {
  const differences = differencesOf(before, after);
  if (differences.length === 0) return none ? <p className={styles.none}>{none}</p> : null;
  return (
    <dl className={styles.changes}>
      {differences.map(({ field, before: old, after: now }) => (
        <div key={field}>
          <dt>{field}</dt>
          <dd>
            {old !== null && <del>{old}</del>}
            {old !== null && now !== null && <span className="visually-hidden"> became </span>}
            {now !== null && <ins>{now}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The same, folded away until someone wants to see it. */
export function FoldedChanges({ title, before, after }: ChangesProps & { title: string }) {
  const count = differencesOf(before, after).length;
  if (count === 0) return null;
  return (
    <details className={styles.folded}>
      <summary>{title}</summary>
      <Changes before={before} after={after} />
    </details>
  );
}
