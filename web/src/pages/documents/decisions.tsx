import { Button, Modal, NativeSelect, Stack, TextInput, Textarea } from "@mantine/core";
import { useState } from "react";
import type { Colleague, Document } from "@/api/contract";
import type { Decision } from "@/api/documents";
import { DateField } from "@/components/DateField";
import { DialogForm } from "@/components/DialogForm";
import styles from "./review.module.css";

/** Decisions that need a word first. */
export type Asking = "reject" | "park" | "ask" | "answer" | "split" | "approve";

interface DecisionDialogProps {
  asking: Asking | null;
  document: Document;
  /** Those who can be asked. */
  people: Colleague[];
  onClose: () => void;
  onDecide: (decision: Decision) => void;
}

export function DecisionDialog({ asking, ...props }: DecisionDialogProps) {
  if (!asking) return null;
  if (asking === "split") return <SplitDialog {...props} />;
  return <WordDialog key={asking} asking={asking} {...props} />;
}

type Words = { title: string; label: string; hint: string; button: string; required: boolean };
const WORDS: Record<Exclude<Asking, "split">, Words> = {
  approve: {
    title: "Approve with a note",
    label: "Note",
    hint: "Kept with the approval, seen on the entry.",
    button: "Approve",
    required: false,
  },
  reject: {
    title: "Reject this document",
    label: "Why",
    hint: "Nothing is booked. The reason is kept and helps to sort the next one like it.",
    button: "Reject",
    required: true,
  },
  park: {
    title: "Park this document",
    label: "What is it waiting for?",
    hint: "It leaves the queue and comes back on the day you name, or when you take it up again.",
    button: "Park",
    required: true,
  },
  ask: {
    title: "Ask someone",
    label: "Question",
    hint: "The document waits until the question is answered.",
    button: "Ask",
    required: true,
  },
  answer: {
    title: "Answer the question",
    label: "Answer",
    hint: "The document goes back to review with your answer.",
    button: "Answer",
    required: true,
  },
};

type PartProps = Omit<DecisionDialogProps, "asking">;

function WordDialog({ asking, document, people, onClose, onDecide }: PartProps & { asking: Exclude<Asking, "split"> }) {
  const { title, label, hint, button, required } = WORDS[asking];
  const duplicate = asking === "reject" && document.duplicates[0];
  const [text, setText] = useState(duplicate ? `Duplicate of ${duplicate.file_name}` : "");
  const [until, setUntil] = useState<string | null>(null);
  const [of, setOf] = useState("");
  const decisionOf = (): Decision => {
    switch (asking) {
      case "approve":
        return { kind: "approve", note: text || undefined };
      case "reject":
        return { kind: "reject", reason: text };
      case "park":
        return { kind: "park", note: text, until: until ?? undefined };
      case "ask":
        return { kind: "ask", question: text, of_user_id: of || undefined };
      case "answer":
        return { kind: "answer", answer: text };
    }
  };
  const missing = required && !text.trim();
  const submit = () => {
    if (missing) return;
    onClose();
    onDecide(decisionOf());
  };
  return (
    <Modal opened onClose={onClose} title={title}>
      <DialogForm onSubmit={submit}>
        <Stack gap="md">
          {asking === "answer" && document.question && <p className={styles.asked}>{document.question.text}</p>}
          <Textarea
            label={label}
            description={hint}
            required={required}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            autosize
            minRows={2}
            data-autofocus
          />
          {asking === "park" && <DateField label="Bring it back on (optional)" value={until} onChange={setUntil} optional />}
          {asking === "ask" && (
            <NativeSelect
              label="Who should answer?"
              value={of}
              onChange={(event) => setOf(event.currentTarget.value)}
              data={[{ value: "", label: "Anybody who reviews" }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
            />
          )}
          <Button type="submit" color={asking === "reject" ? "red" : undefined} disabled={missing}>
            {button}
          </Button>
        </Stack>
      </DialogForm>
    </Modal>
  );
}

/** `1-2, 3` becomes [[1,2],[3]]; every page must be named once. */
export function parseGroups(text: string, pages: number): number[][] | string {
  const groups: number[][] = [];
  for (const part of text.split(/[,;]/).map((piece) => piece.trim()).filter(Boolean)) {
    const range = /^(\d+)(?:\s*-\s*(\d+))?$/.exec(part);
    if (!range) return `“${part}” is not a page or a range such as 2-4`;
    const from = Number(range[1]);
    const to = Number(range[2] ?? from);
    if (from < 1 || to > pages || from > to) return `The document has the pages 1 to ${pages}`;
    groups.push(Array.from({ length: to - from + 1 }, (_, index) => from + index));
  }
  const named = groups.flat();
  if (new Set(named).size !== named.length) return "A page is named twice";
  if (named.length !== pages) return "Some pages are missing";
  if (groups.length < 2) return "Name at least two parts";
  return groups;
}

function SplitDialog({ document, onClose, onDecide }: PartProps) {
  const pages = document.page_sizes.length;
  const [text, setText] = useState(() => Array.from({ length: pages }, (_, index) => index + 1).join(", "));
  const groups = parseGroups(text, pages);
  const submit = () => {
    if (typeof groups === "string") return;
    onClose();
    onDecide({ kind: "split", page_groups: groups });
  };
  return (
    <Modal opened onClose={onClose} title="Split into several documents">
      <DialogForm onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label="Pages of each new document"
            description="Commas between documents, a dash for a range: 1-2, 3 makes two documents."
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            error={typeof groups === "string" ? groups : undefined}
            data-autofocus
          />
          <Button type="submit" disabled={typeof groups === "string"}>
            {typeof groups === "string" ? "Split" : `Split into ${groups.length} documents`}
          </Button>
        </Stack>
      </DialogForm>
    </Modal>
  );
}
