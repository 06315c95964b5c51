import { Link } from "@tanstack/react-router";
import { ArrowLeftRight, ChartNoAxesColumn, HandCoins, Landmark, ReceiptText, Scale, Target, TrendingUp } from "lucide-react";
import { Page } from "@/components/Page";
import styles from "./reports.module.css";

const REPORTS = [
  {
    to: "/reports/trial-balance",
    icon: Scale,
    name: "Trial balance",
    text: "Every account with its debit or credit balance on a day. The two sides come to the same sum.",
  },
  {
    to: "/reports/balance-sheet",
    icon: ChartNoAxesColumn,
    name: "Balance sheet",
    text: "What the business owns and owes on a day, beside the same day a year before if you wish.",
  },
  {
    to: "/reports/profit-loss",
    icon: TrendingUp,
    name: "Profit and loss",
    text: "Income and expenses of a period, and the result that remains.",
  },
  {
    to: "/reports/budget",
    icon: Target,
    name: "Budget",
    text: "What was planned for the fiscal year beside what came of it, account by account.",
  },
  {
    to: "/reports/tax-return",
    icon: Landmark,
    name: "Tax return",
    text: "The boxes of the VAT or GST return of a period, until when it is due and whether it was filed.",
  },
  {
    to: "/receivables",
    icon: HandCoins,
    name: "Receivables",
    text: "What customers owe, item by item or by age, as of any day.",
  },
  {
    to: "/payables",
    icon: ReceiptText,
    name: "Payables",
    text: "What is owed to suppliers, item by item or by age, as of any day.",
  },
  {
    to: "/reports/currency",
    icon: ArrowLeftRight,
    name: "Foreign currency",
    text: "What is owed and held in other currencies, what it is worth on a day, and the difference to the books.",
  },
];

export default function ReportsPage() {
  return (
    <Page title="Reports" note="Every figure leads to its lines, its entry and the spot on the page it came from." width="narrow">
      <ul className={styles.reports}>
        {REPORTS.map(({ to, icon: Icon, name, text }) => (
          <li key={to}>
            <Link to={to}>
              <Icon size={22} strokeWidth={1.6} aria-hidden />
              <span>
                <strong>{name}</strong>
                {text}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}
