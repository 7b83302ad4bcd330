// Everything works without this file. It adds: components, autosave, a warning before the session ends.
import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");
initAll();

// Printing is offered only where it can be done.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A second click on a slow line is not a second act. (The server makes one record of two in any case.)
// The button itself stays enabled: a disabled button would not send its name and value.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 5000);
  });
  window.addEventListener("pageshow", () => delete form.dataset.sent);
}

// A warning two minutes before the session ends. An autosave counts as being here, so it starts the clock again.
const idle = Number(document.body.dataset.idleSeconds || 0);
const stay = document.querySelector("[data-stay]");
let ending = 0;
const arm = () => {
  if (!stay || idle <= 180) return;
  stay.hidden = true;
  clearTimeout(ending);
  ending = setTimeout(() => { stay.hidden = false; }, (idle - 120) * 1000);
};
arm();
stay?.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  delete form.dataset.sent;
  try {
    const reply = await fetch(form.action, {
      method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "X-Stay": "1" }, redirect: "manual",
    });
    if (reply.ok) return arm();
  } catch { /* no connection: the plain form says so better than we can */ }
  form.submit();
});

// However busy, a session ends after its longest time: said ten minutes before, on a page that stays open too.
const sessionEnds = document.querySelector("[data-session-ends]");
if (sessionEnds?.hidden) {
  setTimeout(() => {
    sessionEnds.classList.add("kith-idle");
    sessionEnds.hidden = false;
  }, Math.max(0, Number(document.body.dataset.secondsLeft) - 600) * 1000);
}

// Autosave: two seconds after the last keystroke, and when the page is left or hidden.
for (const form of document.querySelectorAll("form[data-autosave], form[data-autosave-url]")) {
  const line = document.querySelector("[data-autosave-status]");
  const url = form.dataset.autosaveUrl || form.getAttribute("action") || location.href;
  let timer = 0, saving = false, dirty = false, left = false;
  const say = (text, link) => {
    if (!line) return;
    line.textContent = text;
    if (!link) return;
    const a = document.createElement("a");
    Object.assign(a, { href: link, target: "_blank", rel: "noopener", className: "govuk-link", textContent: "Sign in again (opens in a new tab)" });
    line.append(" ", a);
  };
  const save = async (leaving) => {
    clearTimeout(timer);
    if (!dirty || left || saving) return;
    saving = true; dirty = false;
    let again = true;
    try {
      // Files are not autosaved: only words.
      const words = [...new FormData(form)].filter(([, value]) => typeof value === "string");
      const body = new URLSearchParams(words);
      const reply = await fetch(url, {
        method: "POST", body, redirect: "manual",
        keepalive: leaving && body.toString().length < 60000, // browsers refuse more than 64 kB after the page has gone
        headers: { "X-Autosave": "1", "X-CSRFToken": form.elements.csrfmiddlewaretoken?.value ?? "" },
      });
      if (reply.ok) {
        const saved = await reply.json();
        if (form.elements.version && saved.version !== undefined) form.elements.version.value = saved.version;
        say(`Saved at ${saved.saved_at || new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}`);
        arm();
      } else if (reply.status === 409) {
        left = true; // nothing more is sent by itself: the person decides
        say("This page was saved on another device since you opened it. Choose Save: you will be shown both texts.");
      } else if (reply.status === 401 || reply.status === 403 || reply.type === "opaqueredirect") {
        dirty = true; again = false; // trying again by itself cannot help
        say("You are signed out, so this is not saved yet. What you typed is still here.", document.body.dataset.signInUrl);
      } else {
        dirty = true;
        say("Not saved. What you typed is still here; Kith will try again.");
      }
    } catch {
      dirty = true;
      say("Not saved: your connection is down. What you typed is still here.");
    }
    saving = false;
    if (dirty && again && !left) timer = setTimeout(() => save(false), 10000);
  };
  form.addEventListener("input", () => { dirty = true; clearTimeout(timer); timer = setTimeout(() => save(false), 2000); });
  form.addEventListener("submit", () => { left = true; clearTimeout(timer); });
  // The timer of a page that was left must never fire into the next record.
  window.addEventListener("pagehide", () => { save(true); left = true; clearTimeout(timer); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) left = false; });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(true); });
}
