import { Link, useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import type { ReturnBox, ReturnFigures } from "@/api/returns";
import { Amount, useVia } from "@/components/Amount";
import { useRowKeys } from "@/components/LongTable";
import long from "@/components/LongTable.module.css";
import table from "@/components/table.module.css";
import { differenceOf, isZero } from "@/numbers/decimal";
import { countText } from "@/numbers/format";
import { useFilters } from "@/shell/filters";
import { EnteredInput } from "./EnteredInput";
import { readEntered, withEntered, writeEntered } from "./entered";
import styles from "./tax-return.module.css";

const LINES = "/reports/tax-return/lines";
/** The value of the filter that leaves empty boxes out. */
export const USED = "used";

interface BoxesProps {
  figures: ReturnFigures;
  /** Not filed: a person may still enter figures. */
  open: boolean;
  /** What was entered last is not in the totals yet. */
  adding: boolean;
}
/** The form, box by box in its own order. */
export function Boxes({ figures, open, adding }: BoxesProps) {
  const [{ group }] = useFilters();
  const navigate = useNavigate();
  const via = useVia();
  const body = useRef<HTMLTableSectionElement>(null);
  const boxes = group === USED ? figures.boxes.filter(isUsed) : figures.boxes;
  const { from, to } = figures;
  const selected = useRowKeys(
    boxes,
    ({ id, lines }) => lines > 0 && void navigate({ to: LINES, search: { from, to, box: id, via } as never }),
    (index) => body.current?.rows[index]?.scrollIntoView({ block: "nearest" }),
  );
  const differs = figures.boxes.some((box) => isMoved(box, figures.currency));
  return (
    <div className={table.scroll}>
      <table className={`${table.table} ${styles.boxes}`} aria-label="Boxes of the return" aria-busy={adding}>
        <thead>
          <tr>
            <th scope="col">Box</th>
            <th scope="col">What it holds</th>
            {differs && (
              <th scope="col" className={`${table.figure} ${table.wide}`}>
                In the books
              </th>
            )}
            <th scope="col" className={table.figure}>
              Declared
            </th>
            <th scope="col" className={`${table.figure} ${table.wide}`}>
              Lines
            </th>
          </tr>
        </thead>
        <tbody ref={body}>
          {boxes.map((box, at) => (
            <Row key={box.id} box={box} figures={figures} open={open} differs={differs} selected={at === selected} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A total is part of every return, whatever it comes to. */
const isUsed = ({ kind, lines, exact, declared }: ReturnBox): boolean =>
  lines > 0 || kind === "total" || !isZero(exact) || !isZero(declared);

/** Rounding moved the figure away from the books. */
const isMoved = ({ exact, declared }: ReturnBox, currency: string): boolean => !isZero(differenceOf(declared, exact, currency));

/** `81 + 86 - 66` with the signs of print. */
const formulaText = (formula: string): string => formula.replace(/ - /g, " − ").replace(/ \* /g, " × ");

interface RowProps {
  box: ReturnBox;
  figures: ReturnFigures;
  open: boolean;
  differs: boolean;
  selected: boolean;
}
function Row({ box, figures, open, differs, selected }: RowProps) {
  const { id, kind, english, local, lines, formula } = box;
  const { from, to, currency } = figures;
  const search = { from, to, box: id, via: useVia() } as never;
  const total = kind === "total" || kind === "excess";
  const exact = isMoved(box, currency) && <Amount value={{ amount: box.exact, currency }} />;
  const count = lines === 1 ? "1 line" : `${countText(lines)} lines`;
  return (
    <tr
      data-link={lines > 0 || undefined}
      data-kind={kind}
      data-selected={selected || undefined}
      className={`${long.row} ${total ? table.subtotal : ""}`}
    >
      <td className={styles.number}>{id}</td>
      <td>
        {lines > 0 ? (
          <Link to={LINES} search={search}>
            {english}
          </Link>
        ) : (
          english
        )}
        {local !== english && <div className={styles.local}>{local}</div>}
        {formula && <div className={styles.local}>= {formulaText(formula)}</div>}
        <div className={`${table.under} ${styles.local}`}>
          {lines > 0 && count}
          {exact && lines > 0 && " · "}
          {exact && <>in the books {exact}</>}
        </div>
      </td>
      {differs && <td className={`${table.figure} ${table.wide} ${table.quiet}`}>{exact}</td>}
      <td className={`${table.figure} ${isZero(box.declared) ? table.quiet : ""}`}>
        {kind === "entry" && open ? <Enter box={box} figures={figures} /> : <Amount value={{ amount: box.declared, currency }} />}
      </td>
      <td className={`${table.figure} ${table.wide}`}>
        {lines > 0 && (
          <Link to={LINES} search={search} aria-label={`Box ${id}: ${count}`}>
            {countText(lines)}
          </Link>
        )}
      </td>
    </tr>
  );
}

function Enter({ box: { id, english }, figures: { from, to, currency } }: { box: ReturnBox; figures: ReturnFigures }) {
  const [filters, setFilters] = useFilters();
  const entered = readEntered(filters.entered);
  return (
    <EnteredInput
      label={`Box ${id}: ${english}`}
      amount={entered.find((one) => one.id === id)?.amount ?? ""}
      currency={currency}
      // with the period: the one that is chosen by itself is another one some day
      onEnter={(amount) => setFilters({ from, to, entered: writeEntered(withEntered(entered, id, amount)) })}
    />
  );
}
