import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { Id } from "@/api/contract";
import { partiesQuery, partyQuery } from "@/api/ledger";
import { useBusiness } from "@/shell/business";

interface PartyPickerProps {
  label: ReactNode;
  value: Id | null;
  onChange: (id: Id | null) => void;
  placeholder?: string;
  error?: ReactNode;
  autoFocus?: boolean;
  readOnly?: boolean;
  id?: string;
  /** Only those who are it, such as `customer`; everybody when left out. */
  kind?: string;
}
const PAUSE_MS = 180;

/** A customer or supplier, found by words of its name. */
export function PartyPicker({ label, value, onChange, placeholder = "Name", error, autoFocus, readOnly, id, kind }: PartyPickerProps) {
  const { id: b } = useBusiness();
  const [typed, setTyped] = useState("");
  const chosen = useQuery({ ...partyQuery(b, value ?? ""), enabled: value !== null });
  const searched = typed === chosen.data?.name ? "" : typed;
  const [late] = useDebouncedValue(searched, PAUSE_MS);
  const { data: found = [] } = useQuery({ ...partiesQuery(b, late, kind), placeholderData: (old) => old });
  const known = chosen.data && !found.some(({ id }) => id === chosen.data.id) ? [chosen.data, ...found] : found;
  return (
    <Select
      id={id}
      readOnly={readOnly}
      label={label}
      placeholder={placeholder}
      value={value}
      onChange={onChange}
      data={known.map(({ id, name }) => ({ value: id, label: name }))}
      searchable
      clearable={!readOnly}
      searchValue={typed}
      onSearchChange={setTyped}
      // the server has looked already, by more than the letters of the name
      filter={({ options }) => options}
      nothingFoundMessage="Nobody is called so"
      error={error}
      autoFocus={autoFocus}
      selectFirstOptionOnChange
      openOnFocus={false}
      clearButtonProps={{ "aria-label": "Nobody" }}
    />
  );
}
