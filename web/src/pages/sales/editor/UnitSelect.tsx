import styles from "@/components/TaxCodeSelect.module.css";
import { UNITS, unitText } from "../words";

interface UnitSelectProps {
  label: string;
  value: string;
  onChange: (code: string) => void;
  disabled?: boolean;
  cell: string;
}
/** The unit of a quantity: closed it shows the short word, open the names. */
export function UnitSelect({ label, value, onChange, disabled, cell }: UnitSelectProps) {
  const unknown = value !== "" && !UNITS.some(({ code }) => code === value);
  return (
    <span className={styles.box} data-disabled={disabled || undefined}>
      <span aria-hidden>{unitText(value) || "–"}</span>
      <select aria-label={label} data-cell={cell} value={value} disabled={disabled} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">No unit</option>
        {unknown && <option value={value}>{value}</option>}
        {UNITS.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </span>
  );
}
