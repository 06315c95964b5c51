import type { TaxCode } from "@/api/contract";
import styles from "./TaxCodeSelect.module.css";

interface TaxCodeSelectProps {
  label: string;
  value: string;
  codes: TaxCode[];
  onChange: (code: string) => void;
  disabled?: boolean;
  /** The code that holds while none is chosen. */
  usual?: string | null;
  /** Name of the cell when it stands in a grid. */
  cell?: string;
}

/** A tax code: closed it shows the short code, open the names. The native list, so that phones show their own. */
export function TaxCodeSelect({ label, value, codes, onChange, disabled, usual, cell }: TaxCodeSelectProps) {
  const unknown = value !== "" && !codes.some((code) => code.code === value);
  return (
    <span className={styles.box} data-disabled={disabled || undefined}>
      <span aria-hidden data-usual={(value === "" && Boolean(usual)) || undefined}>
        {value || usual || "–"}
      </span>
      <select
        aria-label={label}
        data-cell={cell}
        value={value}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        <option value="">{usual ? `Usual: ${usual}` : "No tax code"}</option>
        {unknown && <option value={value}>{value}</option>}
        {codes.map((code) => (
          <option key={code.code} value={code.code}>
            {code.code} · {code.name}
          </option>
        ))}
      </select>
    </span>
  );
}
