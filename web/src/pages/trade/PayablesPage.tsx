import { OwedPage } from "./OwedPage";

/** What is owed to suppliers. */
export default function PayablesPage() {
  return <OwedPage key="payable" side="payable" />;
}
