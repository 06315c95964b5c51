/** Short messages in the corner; errors stay until they are closed and carry the request id. */
import { notifications } from "@mantine/notifications";
import { CircleAlert, CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import { isApiError, messageOf } from "@/api/errors";
import { RequestId } from "./states";

export function tell(message: ReactNode): void {
  notifications.show({ message, icon: <CircleCheck size={18} />, color: "pine", autoClose: 6000, withBorder: true });
}

export function tellError(error: unknown, title = "That did not work"): void {
  const requestId = isApiError(error) ? error.requestId : null;
  notifications.show({
    title,
    message: (
      <>
        {messageOf(error)} {requestId && <RequestId id={requestId} />}
      </>
    ),
    icon: <CircleAlert size={18} />,
    color: "red",
    autoClose: false,
    withBorder: true,
  });
}
