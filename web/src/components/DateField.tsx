import { ActionIcon, Popover, TextInput } from "@mantine/core";
import { DatePicker } from "@mantine/dates";
import { CalendarDays } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { IsoDate } from "@/api/contract";
import { dateText, today } from "@/dates/dates";
import { parseDate } from "@/dates/parse";
import "./date-picker-styles";
import { useTyped } from "./use-typed";

interface DateFieldProps {
  label: ReactNode;
  value: IsoDate | null;
  onChange: (value: IsoDate | null) => void;
  optional?: boolean;
  /** What stands in the field while there is no date. */
  placeholder?: string;
  hideLabel?: boolean;
  width?: number | string;
  error?: ReactNode;
}

/** A date to type in any habit (31.12.26, 12/31/2026, today, +14) or to pick from a calendar. */
export function DateField({ label, value, onChange, optional, placeholder, hideLabel, width = 158, error }: DateFieldProps) {
  const shown = value ? dateText(value) : "";
  const typed = useTyped(shown);
  const [opened, setOpened] = useState(false);

  const commit = () => {
    if (typed.text === shown) return;
    const parsed = typed.text.trim() === "" && optional ? { ok: true as const, value: null } : parseDate(typed.text);
    if (!parsed.ok) {
      typed.refuse(parsed.why);
      return;
    }
    typed.settle();
    if (parsed.value !== value) onChange(parsed.value);
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
      value={typed.text}
      placeholder={placeholder ?? (optional ? "Any day" : dateText(today()))}
      onChange={(event) => typed.type(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit();
        if (event.key === "ArrowDown" && event.altKey) setOpened(true);
      }}
      error={typed.why ?? error}
      autoComplete="off"
      rightSection={calendar}
    />
  );
}
