import "../styles/main.scss";
import "../islands/combo/combo";
import "../islands/copy/copy";
import "../islands/date/date";
import "../islands/rows/rows";
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
