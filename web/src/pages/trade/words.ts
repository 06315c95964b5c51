/** The two sides of what is owed in an accountant's words. */
import type { Side } from "@/api/trade";

interface Words {
  title: string;
  path: "/receivables" | "/payables";
  /** Who stands on the other side. */
  party: string;
  parties: string;
  /** What an item of the usual direction is called. */
  bill: string;
  note: string;
  /** What a payment does. */
  paid: string;
  nothing: string;
  /** The other side: these are the things a bill is matched with. */
  credits: string;
}
export const WORDS: Record<Side, Words> = {
  receivable: {
    title: "Receivables",
    path: "/receivables",
    party: "Customer",
    parties: "customers",
    bill: "invoice",
    note: "What customers owe",
    paid: "Received",
    nothing: "No customer owes anything",
    credits: "Payments and credit notes",
  },
  payable: {
    title: "Payables",
    path: "/payables",
    party: "Supplier",
    parties: "suppliers",
    bill: "bill",
    note: "What is owed to suppliers",
    paid: "Paid",
    nothing: "Nothing is owed to any supplier",
    credits: "Payments and credit notes",
  },
};
