import type { FormEvent, KeyboardEvent, ReactNode } from "react";

/** The form of a dialog: Ctrl Enter sends it from any of its fields, and nobody behind the dialog hears the key. */
export function DialogForm({ onSubmit, children }: { onSubmit: () => void; children: ReactNode }) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) event.currentTarget.requestSubmit();
  };
  return (
    // the keys are those of the fields inside
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form onSubmit={submit} onKeyDown={onKeyDown}>
      {children}
    </form>
  );
}
