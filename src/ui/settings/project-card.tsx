import { useApp } from "../app/app-state.ts";
import { useMessages } from "../messages/messages.ts";
import { ProjectFileButtons } from "./project-file-buttons.tsx";

/** The name above the worklist. */
export function ProjectCard() {
  const app = useApp();
  const m = useMessages();
  return (
    <section class="card block">
      <h2>{m.settings.project}</h2>
      <label class="field">
        <span>{m.settings.projectName}</span>
        <input
          class="input"
          value={app.preferences.value().projectTitle}
          onChange={(event) => app.preferences.set({ projectTitle: event.currentTarget.value.trim() })}
        />
      </label>
      <p class="dim small">{m.settings.projectHint}</p>
      <ProjectFileButtons />
    </section>
  );
}
