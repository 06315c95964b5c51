import { ActionIcon, Popover, TextInput } from "@mantine/core";
import { DatePicker } from "@mantine/dates";
import { CalendarDays } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import type { IsoDate } from "@/api/contract";
import { dateText } from "@/dates/dates";
import { parseDate } from "@/dates/parse";
import "./date-picker-styles";

interface DateFieldProps {
  label: ReactNode;
  value: IsoDate | null;
  onChange: (value: IsoDate | null) => void;
  optional?: boolean;
  hideLabel?: boolean;
  width?: number | string;
  error?: ReactNode;
}

/** A date to type in any habit (31.12.26, 12/31/2026, today, +14) or to pick from a calendar. */
export function DateField({ label, value, onChange, optional, hideLabel, width = 158, error }: DateFieldProps) {
  const [text, setText] = useState(value ? dateText(value) : "");
  const [why, setWhy] = useState<string | null>(null);
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    setText(value ? dateText(value) : "");
    setWhy(null);
  }, [value]);

  const commit = () => {
    if (text.trim() === "" && optional) return value === null ? undefined : onChange(null);
    if (value && text === dateText(value)) return undefined;
    const parsed = parseDate(text);
    setWhy(parsed.ok ? null : parsed.why);
    if (!parsed.ok) return undefined;
    setText(dateText(parsed.value));
    return parsed.value === value ? undefined : onChange(parsed.value);
  };

  const calendar = (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon size={26} aria-label="Pick from a calendar" onClick={() => setOpened((now) => !now)}>
          <CalendarDays size={16} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <DatePicker
          value={value}
          defaultDate={value ?? undefined}
          allowDeselect={optional}
          firstDayOfWeek={1}
          ariaLabels={{ monthLevelControl: "Choose a month", previousMonth: "Previous month", nextMonth: "Next month" }}
          onChange={(picked) => {
            setOpened(false);
            onChange(picked);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
  return (
    <TextInput
      label={hideLabel ? undefined : label}
      aria-label={hideLabel && typeof label === "string" ? label : undefined}
      w={width}
      value={text}
      placeholder="31.12.2026"
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit();
        if (event.key === "ArrowDown" && event.altKey) setOpened(true);
      }}
      error={why ?? error}
      autoComplete="off"
      rightSection={calendar}
    />
  );
}
