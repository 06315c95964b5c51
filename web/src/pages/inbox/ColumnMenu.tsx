import { ActionIcon, Checkbox, Popover, Stack } from "@mantine/core";
import { Columns3 } from "lucide-react";
import { COLUMNS, type ColumnId, type DocumentColumn } from "./columns";

/** Which columns the list has. */
export function ColumnMenu({ shown, onToggle }: { shown: DocumentColumn[]; onToggle: (id: ColumnId) => void }) {
  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="default" size={34} aria-label="Columns of the list">
          <Columns3 size={16} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap={10}>
          {COLUMNS.map(({ id, label }) => (
            <Checkbox
              key={id}
              size="xs"
              label={label}
              checked={shown.some((column) => column.id === id)}
              onChange={() => onToggle(id)}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
