import type { ReactNode } from "react";
import { usePageTitle } from "@/components/Page";
import { Logo } from "@/theme/Logo";
import styles from "./Door.module.css";

/** The frame of the pages before the sign-in: the name on one side, the form on the other. */
export function Door({ title, children, wide }: { title: string; children: ReactNode; wide?: boolean }) {
  usePageTitle(title);
  return (
    <div className={styles.door}>
      <aside className={styles.cover}>
        <p className={styles.brand}>
          <Logo size={34} /> Pacioli
        </p>
        <div className={styles.words}>
          <p className={styles.claim}>From the document to the books, and every figure back to its spot on the page.</p>
          <LedgerDrawing />
        </div>
      </aside>
      <main className={styles.form} data-wide={wide || undefined}>
        <div>
          <h1>{title}</h1>
          {children}
        </div>
      </main>
    </div>
  );
}

/** An account in the form of a T: two columns of strokes that come to the same sum. */
function LedgerDrawing() {
  const left = [78, 52, 64];
  const right = [64, 90, 40];
  return (
    <svg className={styles.drawing} viewBox="0 0 320 190" aria-hidden="true">
      <path d="M10 34h300M160 34v112" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" />
      <g stroke="currentColor" strokeWidth="9" strokeLinecap="round" opacity=".45">
        {left.map((width, row) => (
          <path key={row} d={`M${140 - width} ${62 + row * 28}h${width}`} />
        ))}
        {right.map((width, row) => (
          <path key={row} d={`M${300 - width} ${62 + row * 28}h${width}`} />
        ))}
      </g>
      <path d="M62 152h78M62 158h78M222 152h78M222 158h78" stroke="currentColor" strokeWidth="1.6" />
      <path d="M66 176h74M226 176h74" stroke="currentColor" strokeWidth="9" strokeLinecap="round" />
    </svg>
  );
}
