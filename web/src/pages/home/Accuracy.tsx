import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import type { Dashboard } from "@/api/contract";
import { Sheet } from "@/components/Page";
import table from "@/components/table.module.css";
import { countText, shareText } from "@/numbers/format";
import { fieldLabel } from "../documents/words";
import styles from "./HomePage.module.css";

/** How often the fields read by the agents were right, by what people confirmed and corrected; nothing estimated. */
export function Accuracy({ accuracy }: { accuracy: Dashboard["accuracy"] }) {
  const [view, setView] = useState("chart");
  const { share, documents, by_field: fields } = accuracy;
  if (share === null || share === undefined) {
    return (
      <Sheet title="Reading accuracy">
        <p className={styles.text}>
          No figures yet. Once documents are approved, this shows how many of their fields were read right.
        </p>
      </Sheet>
    );
  }
  return (
    <Sheet
      title="Reading accuracy"
      actions={
        <SegmentedControl
          size="xs"
          value={view}
          onChange={setView}
          aria-label="Reading accuracy: show as"
          data={[
            { value: "chart", label: "Chart" },
            { value: "table", label: "Table" },
          ]}
        />
      }
    >
      <p className={styles.headline}>
        {shareText(share)}
        <small>
          of the fields right, {countText(documents)} {documents === 1 ? "document" : "documents"} approved
        </small>
      </p>
      {view === "chart" ? <Bars fields={fields} /> : <Table fields={fields} />}
    </Sheet>
  );
}

type Fields = Dashboard["accuracy"]["by_field"];
const shareOf = ({ confirmed, corrected }: Fields[number]) => confirmed / Math.max(confirmed + corrected, 1);

function Bars({ fields }: { fields: Fields }) {
  return (
    <table className={styles.bars} aria-label="Share of each field that was read right">
      <tbody>
        {fields.map((field) => (
          <tr key={field.field}>
            <th scope="row">{fieldLabel(field.field)}</th>
            <td aria-hidden>
              <span className={styles.track}>
                <i style={{ width: `${shareOf(field) * 100}%` }} />
              </span>
            </td>
            <td>{shareText(shareOf(field))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Table({ fields }: { fields: Fields }) {
  return (
    <table className={table.table} aria-label="Fields confirmed and corrected">
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col" className={table.figure}>
            Right
          </th>
          <th scope="col" className={table.figure}>
            Corrected
          </th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={field.field}>
            <td>{fieldLabel(field.field)}</td>
            <td className={table.figure}>{countText(field.confirmed)}</td>
            <td className={table.figure}>{countText(field.corrected)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
