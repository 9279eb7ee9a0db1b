import { useMessages } from "../messages/messages.ts";
import { AboutCard } from "./about-card.tsx";
import { AuditCard } from "./audit-card.tsx";
import { DeidCard } from "./deid-card.tsx";
import { DeviceRulesCard } from "./device-rules-card.tsx";
import { DisplayCard } from "./display-card.tsx";
import { HubCard } from "./hub-card.tsx";
import { KeyCard } from "./key-card.tsx";
import { KeysCard } from "./keys-card.tsx";
import { ModelCard } from "./model-card.tsx";
import { OwnModelsCard } from "./own-models-card.tsx";
import { PeopleCard } from "./people-card.tsx";
import { ProjectCard } from "./project-card.tsx";
import { ReidCard } from "./reid-card.tsx";
import { ReviewCard } from "./review-card.tsx";
import { StorageCard } from "./storage-card.tsx";

/** Everything that can be set, and what the device can do. */
export function SettingsScreen() {
  const m = useMessages();
  return (
    <div class="page">
      <header class="page-head">
        <div>
          <h1>{m.settings.title}</h1>
        </div>
      </header>
      <div class="settings">
        <ProjectCard />
        <PeopleCard />
        <ReviewCard />
        <KeyCard />
        <HubCard />
        <DeidCard />
        <ReidCard />
        <DeviceRulesCard />
        <DisplayCard />
        <KeysCard />
        <StorageCard />
        <AuditCard />
        <ModelCard />
        <OwnModelsCard />
        <AboutCard />
      </div>
    </div>
  );
}
