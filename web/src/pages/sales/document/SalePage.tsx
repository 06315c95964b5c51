import { useQuery } from "@tanstack/react-query";
import { type SalesDocument, saleQuery } from "@/api/sales";
import { Page, Sheet } from "@/components/Page";
import { Failure, PageLoading } from "@/components/states";
import { useBusiness } from "@/shell/business";
import { usePathPart } from "@/shell/filters";
import { Standing } from "../Standing";
import { KIND, nameOf } from "../words";
import { Downloads } from "./Downloads";
import { History } from "./History";
import { Paper } from "./Paper";
import { SaleActions } from "./SaleActions";
import { SaleFacts } from "./SaleFacts";
import styles from "./document.module.css";

/** One quote, invoice or credit note: what it says, how it stands, and what can be done with it. */
export default function SalePage() {
  const { id: b } = useBusiness();
  const id = usePathPart("saleId");
  const query = useQuery(saleQuery(b, id));
  if (query.data) return <SaleView sale={query.data} />;
  return query.error ? <Failure heading error={query.error} onRetry={() => void query.refetch()} /> : <PageLoading />;
}

const handedOut = (sale: SalesDocument): boolean => sale.state !== "draft" && sale.state !== "waiting";

function SaleView({ sale }: { sale: SalesDocument }) {
  const { kind, number } = sale;
  return (
    <Page
      title={number ? `${KIND[kind].one} ${number}` : nameOf(sale)}
      back={{ to: "/sales", label: KIND[kind].many, search: { kind } }}
      note={
        <>
          {sale.customer_name ?? "No customer yet"} <Standing row={sale} />
        </>
      }
      actions={<SaleActions key={sale.version} sale={sale} />}
    >
      <div className={styles.columns}>
        <Paper sale={sale} />
        <div className={styles.beside}>
          <Sheet title="How it stands">
            <SaleFacts sale={sale} />
          </Sheet>
          {handedOut(sale) && <Downloads sale={sale} />}
          <History sale={sale} />
        </div>
      </div>
    </Page>
  );
}
