import "../styles/tokens.css";
import "../styles/base.css";
import "../styles/controls.css";
import "../styles/shell.css";
import { IconShieldOff } from "@tabler/icons-solidjs";
import { useMessages } from "../messages/messages.ts";

/** The page runs without our security headers, and cannot get them here: no file may be opened. */
export function Unsecured() {
  const m = useMessages();
  return (
    <main class="main">
      <div class="empty" role="alert">
        <IconShieldOff size={40} stroke-width={1.5} />
        <h1>{m.app.unsecured}</h1>
        <p>{m.app.unsecuredNote}</p>
        <button type="button" class="button primary" onClick={() => location.reload()}>
          {m.app.tryAgain}
        </button>
      </div>
    </main>
  );
}
