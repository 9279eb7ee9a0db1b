import { createSignal } from "solid-js";
import { mousePresets } from "../../viewer/pointer-settings.ts";
import { useApp } from "../app/app-state.ts";
import { Dialog } from "../kit/dialog.tsx";
import { Segmented } from "../kit/segmented.tsx";
import { useMessages } from "../messages/messages.ts";
import { ChangeKeys } from "../viewer/change-keys.tsx";
import { KeyProfileField } from "../viewer/key-profile-field.tsx";
import { KeySearch } from "../viewer/key-search.tsx";

/** Keys and mouse as a person is used to them; single keys can be switched off (WCAG 2.1.4). */
export function KeysCard() {
  const m = useMessages();
  const { preferences } = useApp();
  const [open, setOpen] = createSignal(false);
  const [search, setSearch] = createSignal("");
  const keys = () => preferences.value().keys;
  return (
    <section class="card block">
      <h2>{m.keymap.heading}</h2>
      <div class="setting">
        <span>{m.keymap.profile}</span>
        <KeyProfileField />
      </div>
      <div class="setting">
        <span>{m.keymap.mouse}</span>
        <Segmented
          label={m.keymap.mouse}
          value={preferences.value().mouse}
          options={mousePresets.map((value) => ({ value, text: m.keymap.mice[value] }))}
          onChange={(mouse) => preferences.set({ mouse })}
        />
      </div>
      <p class="dim small">{m.keymap.miceTexts[preferences.value().mouse]}</p>
      <div class="setting">
        <span>{m.keymap.single}</span>
        <Segmented
          label={m.keymap.single}
          value={keys().singleKeys ? "on" : "off"}
          options={[
            { value: "on", text: m.keymap.singleOn },
            { value: "off", text: m.keymap.singleOff },
          ]}
          onChange={(value) => preferences.set({ keys: { ...keys(), singleKeys: value === "on" } })}
        />
      </div>
      <p class="dim small">{m.keymap.singleText}</p>
      <button type="button" class="button" onClick={() => setOpen(true)}>
        {m.keymap.change}
      </button>
      <Dialog
        open={open()}
        title={m.keymap.change}
        wide
        onClose={() => {
          setOpen(false);
          setSearch("");
        }}
        tools={<KeySearch label={m.palette.search} value={search()} onInput={setSearch} />}
      >
        <ChangeKeys search={search()} />
      </Dialog>
    </section>
  );
}
