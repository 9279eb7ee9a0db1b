import { IconShieldOff } from "@tabler/icons-solidjs";
import { useMessages } from "../messages/messages.ts";
import { EarlyScreen } from "./early-screen.tsx";

/** The page runs without our security headers, and cannot get them here: no file may be opened. */
export function Unsecured() {
  const m = useMessages();
  return (
    <EarlyScreen
      icon={IconShieldOff}
      title={m.app.unsecured}
      note={m.app.unsecuredNote}
      action={{ text: m.app.tryAgain, run: () => location.reload() }}
    />
  );
}
