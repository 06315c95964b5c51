import { SegmentedControl, useMantineColorScheme } from "@mantine/core";
import type { ReactNode } from "react";
import { useState } from "react";
import { Sheet } from "@/components/Page";
import { NUMBER_STYLES, type NumberStyle, amountText, numberStyle, setNumberStyle } from "@/numbers/format";
import { type Density, setDensity, usePreference } from "@/preferences/preferences";
import { SettingsFrame } from "./SettingsFrame";
import styles from "./settings.module.css";

export default function AppearancePage() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [density] = usePreference("density", "comfortable");
  const [numbers, setNumbers] = useState<NumberStyle>(numberStyle);
  return (
    <SettingsFrame title="Appearance" note="Kept in this browser.">
      <Sheet>
        <div className={styles.choices}>
          <Choice title="Colours">
            <SegmentedControl
              aria-label="Colours"
              value={colorScheme}
              onChange={(value) => setColorScheme(value as "light" | "dark" | "auto")}
              data={[
                { value: "light", label: "Light" },
                { value: "dark", label: "Dark" },
                { value: "auto", label: "As the system" },
              ]}
            />
          </Choice>
          <Choice title="Rows">
            <SegmentedControl
              aria-label="Rows"
              value={density}
              onChange={(value) => setDensity(value as Density)}
              data={[
                { value: "comfortable", label: "Comfortable" },
                { value: "compact", label: "Compact" },
              ]}
            />
          </Choice>
          <Choice
            title="Numbers"
            hint={`Amounts look like ${amountText("-1234567.89", "EUR", numbers)}. When typing, every style is understood.`}
          >
            <SegmentedControl
              aria-label="Numbers"
              value={numbers}
              onChange={(value) => {
                setNumberStyle(value as NumberStyle);
                setNumbers(value as NumberStyle);
              }}
              data={Object.entries(NUMBER_STYLES).map(([value, label]) => ({ value, label }))}
            />
          </Choice>
        </div>
      </Sheet>
    </SettingsFrame>
  );
}

const Choice = ({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) => (
  <div className={styles.choice}>
    <p>{title}</p>
    {children}
    {hint && <small>{hint}</small>}
  </div>
);
