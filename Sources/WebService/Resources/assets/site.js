// Makes the pages quicker to use. Every page works without it.
"use strict";

const find = (selector, root = document) => root.querySelector(selector);
const findAll = (selector, root = document) => [...root.querySelectorAll(selector)];
const announce = (text) => {
  const place = find("#announce");
  if (place) place.textContent = text;
};

/// Storage that is full or forbidden must not break a page.
const remember = {
  get(store, key) {
    try { return store().getItem(key); } catch { return null; }
  },
  set(store, key, value) {
    try { value === null ? store().removeItem(key) : store().setItem(key, value); } catch { /* nothing kept */ }
  },
};
const session = () => sessionStorage;
const local = () => localStorage;

// Theme. The cookie is what POST /theme sets, so the server prints the choice into the next page.
function setUpTheme() {
  const root = document.documentElement;
  const buttons = findAll('.theme button[name="theme"]');
  const show = () => {
    const chosen = root.dataset.theme ?? "system";
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.value === chosen));
  };
  find(".theme")?.addEventListener("submit", (event) => {
    const theme = event.submitter?.value;
    if (!theme) return;
    event.preventDefault();
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `sluice-theme=${theme}; path=/; max-age=31536000; samesite=lax${secure}`;
    show();
  });
  show();
}

// Select all, and with Shift a range.
function setUpSelection() {
  for (const label of findAll("[data-select-all]")) {
    const all = find("input", label);
    const boxes = findAll('tbody input[type="checkbox"][name="id"]', label.closest("table"));
    const refresh = () => {
      const count = boxes.filter((box) => box.checked).length;
      all.checked = count > 0 && count === boxes.length;
      all.indeterminate = count > 0 && count < boxes.length;
    };
    label.hidden = false;
    all.addEventListener("change", () => {
      for (const box of boxes) box.checked = all.checked;
      announce(all.checked ? `${boxes.length} selected` : "None selected");
    });
    let last = null;
    for (const [index, box] of boxes.entries()) {
      box.addEventListener("click", (event) => {
        if (event.shiftKey && last !== null) {
          const [from, to] = [Math.min(last, index), Math.max(last, index)];
          for (const other of boxes.slice(from, to + 1)) other.checked = box.checked;
        }
        last = index;
        refresh();
      });
    }
    refresh();
  }
}

// Live counts. Stops while nobody looks; waits longer after each fault.
const LIVE_SECONDS = 20;
const LIVE_SECONDS_AT_MOST = 320;

function setUpLiveCounts() {
  const places = findAll("[data-live]");
  if (places.length === 0) return;
  const campaign = find("[data-live-campaign]")?.dataset.liveCampaign;
  const address = campaign ? `/live?campaign=${encodeURIComponent(campaign)}` : "/live";
  let seconds = LIVE_SECONDS;
  let timer = 0;

  const refresh = async () => {
    try {
      const answer = await fetch(address, { headers: { accept: "application/json" }, redirect: "error" });
      if (answer.status === 401 || answer.status === 403) return;
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const counts = await answer.json();
      for (const place of places) {
        const value = place.dataset.live.split(".").reduce((object, key) => object?.[key], counts);
        if (typeof value === "number") {
          place.textContent = value.toLocaleString("en");
          place.hidden = value === 0 && place.classList.contains("count");
        }
      }
      seconds = LIVE_SECONDS;
    } catch {
      seconds = Math.min(seconds * 2, LIVE_SECONDS_AT_MOST);
    }
    schedule();
  };
  const schedule = () => {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(refresh, seconds * 1000);
  };
  document.addEventListener("visibilitychange", () => document.hidden ? clearTimeout(timer) : refresh());
  schedule();
}

// Text that was typed and not sent survives a reload in this tab.
function setUpDrafts() {
  for (const field of findAll("[data-draft]")) {
    const key = `draft:${field.dataset.draft}`;
    const draft = remember.get(session, key);
    if (draft && field.value === "") field.value = draft;
    field.addEventListener("input", () => remember.set(session, key, field.value || null));
    field.form?.addEventListener("submit", () => remember.set(session, key, null));
  }
  if (location.hash === "#reply") find("#reply")?.focus();
  for (const field of findAll("[data-select]")) field.addEventListener("focus", () => field.select());
}

// Of the fields that prove a provider's notifications, those of the provider that is chosen.
function setUpProofs() {
  const provider = find("#provider");
  const show = () => {
    for (const field of findAll("[data-providers]")) {
      field.hidden = !field.dataset.providers.split(" ").includes(provider.value);
      find("input", field).disabled = field.hidden;
    }
  };
  provider?.addEventListener("change", show);
  if (provider) show();
}

// WCAG 1.4.13: what appears on hover or focus can be put away without moving.
function setUpTips() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const tip of findAll(".tip:is(:hover, :focus-within)")) tip.dataset.dismissed = "";
  });
  for (const name of ["pointerout", "focusout"]) {
    document.addEventListener(name, (event) => {
      const tip = event.target.closest?.(".tip");
      if (tip && !tip.contains(event.relatedTarget)) delete tip.dataset.dismissed;
    });
  }
}

// Single-key shortcuts (WCAG 2.1.4: they can be switched off, in the list that `?` opens).
const SHORTCUTS_KEY = "single-key-shortcuts";
const TYPING = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable], dialog';

function rowLinks() {
  return findAll("[data-row]").map((row) => find(".row-link, summary, a, button", row)).filter(Boolean);
}

function currentRow() {
  return document.activeElement?.closest?.("[data-row]") ?? null;
}

function moveRow(step) {
  const links = rowLinks();
  if (links.length === 0) return;
  const row = currentRow();
  const index = row ? links.findIndex((link) => row.contains(link)) : -1;
  const next = index < 0 ? (step > 0 ? 0 : links.length - 1) : index + step;
  const link = links[Math.min(Math.max(next, 0), links.length - 1)];
  link.focus({ focusVisible: true, preventScroll: true });
  link.closest("[data-row]").scrollIntoView({ block: "nearest" });
}

function rowBox() {
  const row = currentRow();
  return row ? find('input[type="checkbox"][name="id"]', row) : null;
}

/// The bulk button of this key, for the rows that are selected, else for the one in focus.
function pressBulk(key) {
  const button = find(`[data-bulk-key="${key}"]`);
  if (!button) return false;
  const boxes = findAll('input[type="checkbox"][name="id"]', button.form);
  if (!boxes.some((box) => box.checked)) {
    const box = rowBox();
    if (!box) return false;
    box.checked = true;
  }
  button.click();
  return true;
}

/// In the list of conversations `r` opens the one in focus at its editor.
function openReply() {
  const link = currentRow()?.matches(".inbox tr") ? find(".row-link", currentRow()) : null;
  if (link) location.assign(`${link.href}#reply`);
  return link !== null;
}

function press(key) {
  const target = findAll(`[data-key="${key}"]`).find((element) => element.offsetParent !== null);
  if (!target) return key === "r" ? openReply() : pressBulk(key);
  if (target.matches("button, a")) target.click();
  else target.focus();
  return true;
}

function setUpShortcuts() {
  const dialog = find("#keys");
  const choice = find("#keys-on");
  if (!dialog || !choice) return;
  choice.checked = remember.get(local, SHORTCUTS_KEY) !== "off";
  choice.addEventListener("change", () => remember.set(local, SHORTCUTS_KEY, choice.checked ? null : "off"));
  for (const opener of findAll("[data-keys]")) {
    opener.hidden = false;
    opener.addEventListener("click", () => dialog.showModal());
  }

  const commands = {
    j: () => moveRow(1),
    k: () => moveRow(-1),
    x: () => rowBox()?.click(),
    "?": () => dialog.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (!choice.checked || event.defaultPrevented || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(TYPING)) return;
    const command = Object.hasOwn(commands, event.key) ? commands[event.key] : null;
    if (command) command();
    else if (!["e", "r", "s", "/"].includes(event.key) || !press(event.key)) return;
    event.preventDefault();
  });
}

setUpTheme();
setUpSelection();
setUpLiveCounts();
setUpDrafts();
setUpProofs();
setUpTips();
setUpShortcuts();
