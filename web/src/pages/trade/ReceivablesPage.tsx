import { OwedPage } from "./OwedPage";

/** What customers owe. */
export default function ReceivablesPage() {
  return <OwedPage key="receivable" side="receivable" />;
}
