import { NewSale } from "./NewSalePage";

export default function NewQuotePage() {
  return <NewSale kind="quote" />;
}
