import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { Search } from "lucide-react";
import { useState } from "react";

interface SearchFieldProps {
  /** What can be found, for the empty field. */
  placeholder: string;
  value: string;
  /** Called when typing pauses. */
  onChange: (text: string) => void;
  className?: string;
}
const PAUSE_MS = 250;

/** A text to look for in a list. A value that changes from outside, as by Clear, is shown at once. */
export function SearchField({ placeholder, value, onChange, className }: SearchFieldProps) {
  const [draft, setDraft] = useState({ of: value, text: value });
  const text = draft.of === value || draft.text === value ? draft.text : value;
  const late = useDebouncedCallback(onChange, PAUSE_MS);
  const change = (next: string) => {
    setDraft({ of: value, text: next });
    late(next);
  };
  return (
    <TextInput
      label="Find"
      placeholder={placeholder}
      className={className}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      leftSection={<Search size={15} />}
      rightSection={text && <CloseButton size="sm" aria-label="Clear the search" onClick={() => change("")} />}
    />
  );
}
