import { useState } from "react";
import type { ReturnFigures, ReturnPeriod } from "@/api/returns";
import { Guarded } from "@/components/Guarded";
import { useMay } from "@/shell/business";
import { FileDialog, WithdrawDialog } from "./FilingDialogs";
import { filingOf, obstacle } from "./periods";

/** To mark a return as filed, and to take that back; for those who keep the periods. */
export function FilingActions({ period, figures }: { period: ReturnPeriod; figures: ReturnFigures }) {
  const may = useMay();
  const [doing, setDoing] = useState<"file" | "withdraw" | null>(null);
  if (!may("periods-manage")) return null;
  const filing = filingOf(period);
  const why = obstacle(period);
  const end = () => setDoing(null);
  return (
    <>
      {filing && (
        <Guarded permission={{ allowed: true }} variant="default" onClick={() => setDoing("withdraw")}>
          Withdraw
        </Guarded>
      )}
      <Guarded permission={{ allowed: why === null, why }} onClick={() => setDoing("file")}>
        Mark as filed
      </Guarded>
      {doing === "file" && <FileDialog period={period} figures={figures} onClose={end} />}
      {doing === "withdraw" && filing && <WithdrawDialog period={period} filing={filing} onClose={end} />}
    </>
  );
}
