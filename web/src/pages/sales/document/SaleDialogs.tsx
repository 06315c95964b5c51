import { Button, Group, Modal, Stack, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { type QuoteAnswer, type SalesDocument, answerQuote, rejectSale } from "@/api/sales";
import { DialogForm } from "@/components/DialogForm";
import { tell, tellError } from "@/components/notify";
import { useBusiness } from "@/shell/business";
import { KIND, nameOf } from "../words";
import { useSettled } from "./use-verbs";

interface TextDialogProps {
  title: string;
  label: string;
  description: string;
  action: string;
  required?: boolean;
  busy: boolean;
  onSubmit: (text: string) => void;
  onClose: () => void;
  children?: ReactNode;
}
function TextDialog({ title, label, description, action, required, busy, onSubmit, onClose, children }: TextDialogProps) {
  const [text, setText] = useState("");
  const ready = !required || text.trim() !== "";
  return (
    <Modal opened onClose={onClose} title={title}>
      <DialogForm onSubmit={() => ready && !busy && onSubmit(text.trim())}>
        <Stack>
          {children}
          <Textarea
            label={label}
            description={description}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            required={required}
            maxLength={1000}
            autosize
            minRows={2}
            data-autofocus
          />
          <Button type="submit" loading={busy} disabled={!ready}>
            {action}
          </Button>
        </Stack>
      </DialogForm>
    </Modal>
  );
}

interface DialogProps {
  sale: SalesDocument;
  onClose: () => void;
}
export function RejectDialog({ sale, onClose }: DialogProps) {
  const { id: b } = useBusiness();
  const settled = useSettled();
  const reject = useMutation({
    mutationFn: (reason: string) => rejectSale(b, sale.id, sale.version, reason),
    onSuccess: (next) => {
      tell("It was sent back and is a draft again");
      settled(next);
      onClose();
    },
    onError: (error) => tellError(error, "It was not sent back"),
  });
  return (
    <TextDialog
      title={`Send the ${KIND[sale.kind].of} back`}
      label="Why"
      description="Its author reads it."
      action="Send back"
      required
      busy={reject.isPending}
      onSubmit={(reason) => reject.mutate(reason)}
      onClose={onClose}
    />
  );
}

export function AnswerDialog({ sale, answer, onClose }: DialogProps & { answer: QuoteAnswer["answer"] }) {
  const { id: b } = useBusiness();
  const settled = useSettled();
  const record = useMutation({
    mutationFn: (note: string) => answerQuote(b, sale.id, { version: sale.version, answer, note: note || null }),
    onSuccess: (next) => {
      tell(`${nameOf(sale)} was ${answer}`);
      settled(next);
      onClose();
    },
    onError: (error) => tellError(error, "The answer was not recorded"),
  });
  return (
    <TextDialog
      title={`The customer has ${answer} it`}
      label="Note (optional)"
      description="Who said so, and how."
      action={answer === "accepted" ? "Record as accepted" : "Record as declined"}
      busy={record.isPending}
      onSubmit={(note) => record.mutate(note)}
      onClose={onClose}
    />
  );
}

interface DeleteDialogProps extends DialogProps {
  remove: { mutate: () => void; isPending: boolean };
}
export const DeleteDialog = ({ sale, remove, onClose }: DeleteDialogProps) => (
  <Modal opened onClose={onClose} title={`Delete the draft ${KIND[sale.kind].of}?`}>
    It never had a number, so none is missing afterwards.
    <Group gap="sm" justify="flex-end" mt="lg">
      <Button variant="subtle" onClick={onClose} data-autofocus>
        Keep it
      </Button>
      <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
        Delete
      </Button>
    </Group>
  </Modal>
);
