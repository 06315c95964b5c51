import { Link } from "@tanstack/react-router";
import type { ReturnBox, ReturnFigures } from "@/api/returns";
import { Amount, useVia } from "@/components/Amount";
import table from "@/components/table.module.css";
import { differenceOf, isZero } from "@/numbers/decimal";
import { countText } from "@/numbers/format";
import { useFilters } from "@/shell/filters";
import { EnteredInput } from "./EnteredInput";
import { readEntered, withEntered, writeEntered } from "./entered";
import styles from "./tax-return.module.css";

interface BoxesProps {
  figures: ReturnFigures;
  /** Not filed: a person may still enter figures. */
  open: boolean;
  /** What was entered last is not in the totals yet. */
  adding: boolean;
}
/** The form, box by box in its own order. */
export function Boxes({ figures, open, adding }: BoxesProps) {
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
        <tbody>
          {figures.boxes.map((box) => (
            <Row key={box.id} box={box} figures={figures} open={open} differs={differs} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Rounding moved the figure away from the books. */
const isMoved = ({ exact, declared }: ReturnBox, currency: string): boolean => !isZero(differenceOf(declared, exact, currency));

/** `81 + 86 - 66` with the signs of print. */
const formulaText = (formula: string): string => formula.replace(/ - /g, " − ").replace(/ \* /g, " × ");

function Row({ box, figures, open, differs }: { box: ReturnBox; figures: ReturnFigures; open: boolean; differs: boolean }) {
  const { id, kind, english, local, lines, formula } = box;
  const { from, to, currency } = figures;
  const search = { from, to, box: id, via: useVia() } as never;
  const total = kind === "total" || kind === "excess";
  const exact = isMoved(box, currency) && <Amount value={{ amount: box.exact, currency }} />;
  const count = lines === 1 ? "1 line" : `${countText(lines)} lines`;
  return (
    <tr data-link={lines > 0 || undefined} data-kind={kind} className={total ? table.subtotal : undefined}>
      <td className={styles.number}>{id}</td>
      <td>
        {lines > 0 ? (
          <Link to="/reports/tax-return/lines" search={search}>
            {english}
          </Link>
        ) : (
          english
        )}
        {local !== english && <div className={styles.local}>{local}</div>}
        {formula && <div className={styles.local}>= {formulaText(formula)}</div>}
        <div className={table.under}>
          {lines > 0 && count}
          {exact && lines > 0 && " · "}
          {exact && <>in the books {exact}</>}
        </div>
      </td>
      {differs && <td className={`${table.figure} ${table.wide} ${table.quiet}`}>{exact}</td>}
      <td className={`${table.figure} ${isZero(box.declared) ? table.quiet : ""}`}>
        {kind === "entry" && open ? <Enter box={box} currency={currency} /> : <Amount value={{ amount: box.declared, currency }} />}
      </td>
      <td className={`${table.figure} ${table.wide}`}>
        {lines > 0 && (
          <Link to="/reports/tax-return/lines" search={search} aria-label={`Box ${id}: ${count}`}>
            {countText(lines)}
          </Link>
        )}
      </td>
    </tr>
  );
}

function Enter({ box: { id, english }, currency }: { box: ReturnBox; currency: string }) {
  const [filters, setFilters] = useFilters();
  const entered = readEntered(filters.entered);
  return (
    <EnteredInput
      label={`Box ${id}: ${english}`}
      amount={entered.find((one) => one.id === id)?.amount ?? ""}
      currency={currency}
      onEnter={(amount) => setFilters({ entered: writeEntered(withEntered(entered, id, amount)) })}
    />
  );
}
