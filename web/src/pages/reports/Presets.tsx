import styles from "./reports.module.css";

interface PresetsProps {
  choices: [label: string, value: string][];
  value: string;
  onChoose: (value: string) => void;
}
/** The dates that are asked for most, one click each. */
export function Presets({ choices, value, onChoose }: PresetsProps) {
  return (
    <div className={styles.presets}>
      {choices.map(([label, choice]) => (
        <button key={label} type="button" aria-pressed={choice === value} onClick={() => onChoose(choice)}>
          {label}
        </button>
      ))}
    </div>
  );
}
