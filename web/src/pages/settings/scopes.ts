/** What a program may be allowed to do, in the server's own names. */
export const SCOPES = [
  { value: "documents-add", label: "Send documents" },
  { value: "documents-read", label: "Read documents" },
  { value: "documents-review", label: "Correct documents" },
  { value: "documents-approve", label: "Approve documents" },
  { value: "ledger-read", label: "Read accounts and entries" },
  { value: "ledger-post", label: "Post entries" },
  { value: "reports-read", label: "Read reports" },
];
export const scopeLabel = (scope: string): string => SCOPES.find(({ value }) => value === scope)?.label ?? scope;
