import { Button, TextInput } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { isStaleBudget } from "@/api/budgets";
import type { Account, Budget } from "@/api/contract";
import { isApiError, messageOf } from "@/api/errors";
import { Sheet } from "@/components/Page";
import { RequestId } from "@/components/states";
import { timeText } from "@/dates/dates";
import { useShortcuts } from "@/shell/shortcuts";
import { BudgetGrid } from "./BudgetGrid";
import { BudgetTools } from "./BudgetTools";
import styles from "./budget.module.css";
import type { Pasted } from "./paste";
import { usedRows } from "./rows";
import { type BudgetDraft, useBudgetDraft, useSaving } from "./use-budget-draft";
import { spanOfYear, type useYears } from "./years";

const SHOWN = 4;

interface BudgetEditorProps {
  year: number;
  /** The version that holds, as the server tells it now; it may change while one types. */
  saved: Budget | null;
  years: ReturnType<typeof useYears>;
  accounts: Account[];
}
export function BudgetEditor({ year, saved, years, accounts }: BudgetEditorProps) {
  const draft = useBudgetDraft(year, saved);
  const { saving, done } = useSaving(draft);
  const [wantsDepartments, setWantsDepartments] = useState(false);
  const [left, setLeft] = useState<string[]>([]);
  const { rows, currency, dispatch, seen, why } = draft;
  const names = useMemo(() => [...new Set(rows.map(({ department }) => department).filter(Boolean))].sort(), [rows]);
  const departments = wantsDepartments || names.length > 0;
  const from = saved?.from ?? spanOfYear(year, years.month).from;
  const save = () => {
    if (why !== null) return;
    const withdraw = usedRows(rows).length === 0;
    if (withdraw && !window.confirm("Save without any row? That withdraws the budget of the year.")) return;
    saving.mutate(seen);
  };
  // the cell being typed in hands over its amount on blur, which is a render away
  const trySave = () => requestAnimationFrame(() => document.getElementById("save-budget")?.click());
  useGuard(draft.dirty && !done);
  useKeys(trySave);
  const overtaken = saved !== null && saved.version > seen && !done && !saving.isPending;
  return (
    <>
      <BudgetTools {...{ draft, years, departments }} fixed={names.length > 0} onDepartments={setWantsDepartments} />
      {overtaken && <Overtaken saved={saved} draft={draft} refused={isStaleBudget(saving.error)} onForget={saving.reset} />}
      <Sheet flush>
        <BudgetGrid
          {...{ rows, from, departments, currency, accounts, dispatch }}
          onPaste={(pasted: Pasted) => setLeft(pasted.left)}
          onSave={trySave}
        />
        <datalist id="budget-departments">
          {names.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <div className={styles.foot}>
          <Hint error={isStaleBudget(saving.error) ? null : saving.error} why={draft.dirty ? why : null} left={left} />
          <TextInput
            className={styles.reason}
            aria-label="Reason (optional)"
            placeholder="Reason, such as: second forecast"
            maxLength={2000}
            value={draft.reason}
            onChange={(event) => draft.setReason(event.currentTarget.value)}
          />
          <Button id="save-budget" loading={saving.isPending} disabled={why !== null || overtaken || !draft.dirty} onClick={save}>
            {seen === 0 ? "Save budget" : `Save as version ${seen + 1}`}
          </Button>
        </div>
      </Sheet>
    </>
  );
}

function useGuard(guarded: boolean): void {
  useBlocker({
    shouldBlockFn: () => guarded && !window.confirm("Leave without saving the budget? What you typed is lost."),
    enableBeforeUnload: guarded,
  });
}

const useKeys = (save: () => void): void =>
  useShortcuts([
    { keys: "mod+Enter", label: "Save", group: "Budget", run: save },
    { keys: "mod+r", label: "In a month: the same to the end of the year", group: "Budget" },
    { keys: "mod+d", label: "In a month: copy from the row above", group: "Budget" },
    { keys: "mod+z", label: "In a cell: take the last change back", group: "Budget" },
    { keys: "mod+Delete", label: "In a cell: remove the row", group: "Budget" },
  ]);

interface OvertakenProps {
  saved: Budget;
  draft: BudgetDraft;
  /** The server has refused to save over it. */
  refused: boolean;
  onForget: () => void;
}
/** Somebody else saved while this one was being written: which of the two shall go on is for the person to say. */
function Overtaken({ saved, draft, refused, onForget }: OvertakenProps) {
  const who = `${saved.created_by} saved version ${saved.version} on ${timeText(saved.created_at)}${saved.reason ? ` (${saved.reason})` : ""}`;
  const choose = (act: () => void) => () => {
    onForget();
    act();
  };
  return (
    <div className={styles.stale} role="alert">
      <p>
        <strong>This budget was changed while you worked on it.</strong> {who}.{" "}
        {refused ? "Yours was not saved. " : ""}
        {draft.dirty ? "Load that version and make your changes again, or keep yours and save it after that one. No version is ever lost." : ""}
      </p>
      <div>
        <Button onClick={choose(() => draft.reload(saved))}>Load version {saved.version}</Button>
        {draft.dirty && (
          <Button variant="default" onClick={choose(() => draft.setSeen(saved.version))}>
            Keep mine
          </Button>
        )}
      </div>
    </div>
  );
}

function Hint({ error, why, left }: { error: unknown; why: string | null; left: string[] }) {
  if (error) {
    const requestId = isApiError(error) ? error.requestId : null;
    return (
      <p className={styles.hint} role="alert" data-off>
        {messageOf(error)} {requestId && <RequestId id={requestId} />}
      </p>
    );
  }
  const named = left.slice(0, SHOWN).map((text) => `“${text}”`).join(", ");
  const more = left.length > SHOWN ? ` and ${left.length - SHOWN} more` : "";
  return (
    <p className={styles.hint} role="status" data-off={why !== null || left.length > 0 || undefined}>
      {left.length > 0 && `Not understood and left out when pasting: ${named}${more}. `}
      {why ??
        (left.length === 0 && (
          <span className={styles.keys}>
            Paste rows from a spreadsheet: account, months or a year. Typing a year spreads it evenly. Ctrl R repeats a month to the end.
          </span>
        ))}
    </p>
  );
}
