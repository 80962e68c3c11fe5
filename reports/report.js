// Filtering of findings. The page is complete without it.
(() => {
  const tools = document.querySelector(".tools");
  if (!tools) return;
  const findings = [...document.querySelectorAll(".finding")];
  const search = tools.querySelector("[data-filter]");
  const shown = tools.querySelector("[data-shown]");
  const buttons = [...tools.querySelectorAll("button[data-severity]")];

  const apply = () => {
    const on = new Set(buttons.filter((b) => b.getAttribute("aria-pressed") === "true").map((b) => b.dataset.severity));
    const words = search.value.trim().toLowerCase();
    for (const finding of findings) {
      const matches = !words || finding.textContent.toLowerCase().includes(words);
      finding.hidden = !(matches && on.has(finding.dataset.severity));
    }
    const count = findings.filter((finding) => !finding.hidden).length;
    shown.textContent = count === findings.length ? "" : `${count} of ${findings.length} shown`;
  };

  for (const button of buttons) {
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      apply();
    });
  }
  search.addEventListener("input", apply);

  // A link to a hidden finding, or into a folded part, shows it.
  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.hidden) {
      for (const button of buttons) button.setAttribute("aria-pressed", "true");
      search.value = "";
      apply();
      target.scrollIntoView();
    }
    target.closest("details")?.setAttribute("open", "");
    for (const folded of target.querySelectorAll(":scope > details.body")) folded.open = true;
  };
  addEventListener("hashchange", reveal);
  reveal();
  tools.hidden = false;
})();
