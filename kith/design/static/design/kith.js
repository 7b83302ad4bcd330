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
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 5000);
  });
}

// Autosave: two seconds after the last keystroke, and when the page is left or hidden.
for (const form of document.querySelectorAll("form[data-autosave]")) {
  const line = document.querySelector("[data-autosave-status]");
  let timer = 0, saving = false, dirty = false, left = false;
  const say = (text) => { if (line) line.textContent = text; };
  const save = async (keepalive) => {
    clearTimeout(timer);
    if (!dirty || left || saving) return;
    saving = true; dirty = false;
    try {
      const reply = await fetch(form.action, {
        method: "POST", body: new URLSearchParams(new FormData(form)), keepalive, redirect: "manual",
        headers: { "X-Autosave": "1", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      });
      if (reply.ok) {
        const saved = await reply.json();
        form.elements.version.value = saved.version;
        say(`Saved at ${saved.saved_at}`);
      } else if (reply.status === 409) {
        left = true; // nothing more is sent by itself: the person decides
        say("This page was saved on another device since you opened it. Choose Save: you will be shown both texts.");
      } else if (reply.status === 401 || reply.type === "opaqueredirect") {
        dirty = true;
        say("You are signed out, so this is not saved yet. Sign in again in another tab; what you typed is still here.");
      } else {
        dirty = true;
        say("Not saved. What you typed is still here; Kith will try again.");
      }
    } catch {
      dirty = true;
      say("Not saved: the connection is down. What you typed is still here.");
    }
    saving = false;
    if (dirty && !left) timer = setTimeout(() => save(false), 10000);
  };
  form.addEventListener("input", () => { dirty = true; clearTimeout(timer); timer = setTimeout(() => save(false), 2000); });
  form.addEventListener("submit", () => { left = true; clearTimeout(timer); });
  // The timer of a page that was left must never fire into the next record.
  window.addEventListener("pagehide", () => { save(true); left = true; });
  window.addEventListener("pageshow", (event) => { if (event.persisted) left = false; });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(true); });
}

// A warning two minutes before the session ends.
const idle = Number(document.body.dataset.idleSeconds || 0);
if (idle > 180) {
  const stay = document.querySelector("[data-stay]");
  let timer = 0;
  const arm = () => { clearTimeout(timer); timer = setTimeout(() => { stay.hidden = false; }, (idle - 120) * 1000); };
  if (stay) {
    stay.querySelector("form").addEventListener("submit", async (event) => {
      event.preventDefault();
      const form = event.target;
      delete form.dataset.sent;
      const reply = await fetch(form.action, {
        method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "X-Stay": "1" }, redirect: "manual",
      });
      if (reply.ok) { stay.hidden = true; arm(); } else { form.submit(); }
    });
    arm();
  }
}
