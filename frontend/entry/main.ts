import "../styles/main.scss";
import "../islands/as-of/as-of";
import "../islands/checkin/checkin";
import "../islands/combo/combo";
import "../islands/copy/copy";
import "../islands/date/date";
import "../islands/own-cards/own-cards";
import "../islands/questions/questions";
import "../islands/rows/rows";
import "../islands/suggest/suggest";
import "../islands/theme/theme";
import { SamphanUnsaved } from "../islands/unsaved/unsaved";
import { Store } from "../islands/unsaved/store";
import { closeMenus, explainRefusals, nameFiles, sendOnce, showCurrentTab, showErrors } from "../shared/page";

const { owner } = document.body.dataset;
if (owner) {
  const forms = [...document.querySelectorAll<SamphanUnsaved>("samphan-unsaved")];
  new Store(owner).tidy(new Set(forms.map((form) => form.key)));
}
closeMenus();
explainRefusals();
nameFiles();
sendOnce();
showCurrentTab();
showErrors();

// The pages of a live board are few and large: only they load what they need.
const boards: Record<string, () => Promise<unknown>> = {
  "samphan-board-phone": () => import("../islands/board-phone/phone"),
  "samphan-board-lead": () => import("../islands/board-lead/lead"),
  "samphan-board-projector": () => import("../islands/board-projector/projector"),
};
for (const [name, load] of Object.entries(boards)) {
  if (document.querySelector(name)) {
    void load();
  }
}
