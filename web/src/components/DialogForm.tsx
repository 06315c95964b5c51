import type { FormEvent, KeyboardEvent, ReactNode } from "react";

interface DialogFormProps {
  onSubmit: () => void;
  className?: string;
  children: ReactNode;
}
/**
 * The form of a dialog: Ctrl Enter sends it from any of its fields, unless its button is off, and nobody behind the
 * dialog hears the key.
 */
export function DialogForm({ onSubmit, className, children }: DialogFormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    const off = event.currentTarget.querySelector('[type="submit"]:disabled') !== null;
    if (!event.repeat && !off) event.currentTarget.requestSubmit();
  };
  return (
    // the keys are those of the fields inside
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form onSubmit={submit} onKeyDown={onKeyDown} className={className}>
      {children}
    </form>
  );
}
