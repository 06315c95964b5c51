import { Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Document } from "@/api/contract";
import { documentQuery, pageImage } from "@/api/documents";
import { Badge, StateBadge } from "@/components/Badge";
import { Loaded } from "@/components/states";
import table from "@/components/table.module.css";
import { useBusiness } from "@/shell/business";
import { shownValue } from "./FieldInput";
import styles from "./review.module.css";
import { kindLabel } from "./words";

/** Two documents side by side: the facts that differ first, then the pages. */
export function CompareDialog({ document, otherId, onClose }: { document: Document; otherId: string; onClose: () => void }) {
  const { id: b } = useBusiness();
  const query = useQuery(documentQuery(b, otherId));
  return (
    <Modal opened onClose={onClose} size="xl" title="Compare the two documents" closeOnClickOutside>
      <Loaded query={query}>{(other) => <Comparison pair={[document, other]} onClose={onClose} />}</Loaded>
    </Modal>
  );
}

function Comparison({ pair, onClose }: { pair: [Document, Document]; onClose: () => void }) {
  const { id: b } = useBusiness();
  const [mine, other] = pair;
  const value = (document: Document, name: string) => {
    const field = document.fields.find((candidate) => candidate.name === name);
    if (name === "kind") return field?.value ? kindLabel(field.value) : "";
    return field ? shownValue(field, field.value, document.total?.currency ?? "EUR") : "";
  };
  const names = [...new Set(pair.flatMap(({ fields }) => fields.map(({ name }) => name)))];
  const rows = names
    .map((name) => ({ name, label: labelOf(pair, name), values: pair.map((document) => value(document, name)) }))
    .map((row) => ({ ...row, same: row.values[0] === row.values[1] }))
    .toSorted((a, c) => Number(a.same) - Number(c.same));
  return (
    <>
      <table className={table.table} aria-label="Facts of both documents">
        <thead>
          <tr>
            <th scope="col">Fact</th>
            <th scope="col">
              This one: {mine.file_name} <StateBadge name={mine.state.name} />
            </th>
            <th scope="col">
              <Link to="/documents/$documentId" params={{ documentId: other.id }} onClick={onClose}>
                {other.file_name}
              </Link>{" "}
              <StateBadge name={other.state.name} />
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row" className={styles.factName}>
                {row.label} {!row.same && <Badge tone="warn">Differs</Badge>}
              </th>
              {row.values.map((text, index) => (
                <td key={index}>{text || "–"}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className={styles.pagesBeside}>
        {pair.map((document) => (
          <img key={document.id} src={pageImage(b, document.id, 1, 800)} alt={`First page of ${document.file_name}`} />
        ))}
      </div>
    </>
  );
}

const labelOf = (pair: Document[], name: string): string =>
  pair.flatMap(({ fields }) => fields).find((field) => field.name === name)?.label ?? name;
