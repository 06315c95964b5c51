import type { Document } from "@/api/contract";
import { originalFile } from "@/api/documents";
import { useBusiness } from "@/shell/business";
import { isPhotograph } from "./pictures";
import styles from "./viewer.module.css";

/** In place of the pages of a document of which none were made: the photograph as it came in, or the way to the file. */
export function NoPages({ document }: { document: Document }) {
  const { id: b } = useBusiness();
  const file = originalFile(b, document.id);
  if (isPhotograph(document)) {
    return (
      <section className={styles.viewer} aria-label="Pages">
        <div className={styles.scroller} tabIndex={0} role="region" aria-label="The picture as it came in">
          <div className={styles.page}>
            <img src={file} alt={document.file_name} decoding="async" />
          </div>
        </div>
      </section>
    );
  }
  return (
    <section className={styles.viewer} aria-label="Pages">
      <p className={styles.none}>
        {document.route === "xml"
          ? "This is an electronic invoice: data without a page. Its values were taken as they are."
          : "There is no picture of this document."}{" "}
        <a href={file}>Open the file</a>
      </p>
    </section>
  );
}
