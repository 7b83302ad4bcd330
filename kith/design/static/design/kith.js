// Everything works without this file. It adds: components, a box that grows, autosave, a warning before the session ends.
import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");
initAll();

// Printing is offered only where it can be done.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A box for a question grows with what is written in it. Enter asks; with Shift it begins a new line.
for (const box of document.querySelectorAll("textarea[data-asks]")) {
  const grow = () => {
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
  };
  grow();
  box.addEventListener("input", grow);
  window.addEventListener("resize", grow);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    box.form.requestSubmit();
  });
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

// The number of the last saving, in the hidden field of a form.
const versionOf = (form) => Number(form?.elements.version?.value || 0);

// What still has to be saved on this page: each saves now, and gives the promise of it where there is anything.
const unsaved = [];

// Autosave: two seconds after the last keystroke, and when the page is left or hidden.
const SAVING = "form[data-autosave], form[data-autosave-url]";
for (const [place, form] of document.querySelectorAll(SAVING).entries()) {
  const line = form.querySelector("[data-autosave-status]") || document.querySelector("[data-autosave-status]");
  const url = form.dataset.autosaveUrl || form.getAttribute("action") || location.href;
  let timer = 0, saving = null, dirty = false, left = false, going = false;
  // The number with which a page was left, for the same page loaded anew. Never a word of what was typed.
  const leftWith = {
    key: `kith-left ${location.pathname} ${place}`,
    set(number) { try { sessionStorage.setItem(this.key, number); } catch { /* the browser keeps nothing */ } },
    take() { try { const number = sessionStorage.getItem(this.key); sessionStorage.removeItem(this.key); return number; } catch { return null; } },
  };
  // A page that answered a form is loaded anew as a page: the form is not sent a second time, over newer words.
  history.replaceState(null, "", location.href);
  const say = (text, link) => {
    if (!line) return;
    line.textContent = text;
    if (!link) return;
    const a = document.createElement("a");
    Object.assign(a, { href: link, target: "_blank", rel: "noopener", className: "govuk-link", textContent: "Sign in again (opens in a new tab)" });
    line.append(" ", a);
  };
  const save = (leaving) => {
    clearTimeout(timer);
    // A page that is left does not wait for the saving under way: its last words go out behind it.
    if (!dirty || left || (saving && !leaving)) return;
    const mine = saving = send(saving);
    mine.then((again) => {
      if (saving !== mine) return;
      saving = null;
      if (dirty && again && !left) timer = setTimeout(() => save(false), document.hidden ? 0 : again);
    });
  };
  // Sends what stands in the boxes. Tells after how many milliseconds to try again, 0 where that cannot help.
  const send = async (before) => {
    dirty = false;
    let again = 2000;
    try {
      // Files are not autosaved: only words.
      const words = [...new FormData(form)].filter(([, value]) => typeof value === "string");
      const body = new URLSearchParams(words);
      if (before && body.has("version")) body.set("version", versionOf(form) + 1);
      if (going) leftWith.set(body.get("version"));
      const reply = await fetch(url, {
        method: "POST", body, redirect: "manual",
        keepalive: body.toString().length < 60000, // browsers refuse more than 64 kB after the page has gone
        headers: { "X-Autosave": "1", "X-CSRFToken": form.elements.csrfmiddlewaretoken?.value ?? "" },
      });
      if (reply.ok) {
        const saved = await reply.json();
        if (form.elements.version && saved.version > versionOf(form)) form.elements.version.value = saved.version;
        // While the page is being left, the next one may have been read before these words were written: it still looks.
        if (!going) leftWith.take();
        say(`Saved at ${saved.saved_at || new Date().toLocaleTimeString("en-GB", { hour: "numeric", minute: "2-digit", hour12: true }).replace(" ", "")}`);
        arm();
      } else if (reply.status === 409) {
        left = true; // nothing more is sent by itself: the person decides
        say("This was also typed in another window or on another device since you opened the page. Send or save it: you will be shown both texts.");
      } else if (reply.status === 410) {
        left = true; // it has ended: nothing more can be kept there
        say("What you are writing to has ended or is closed, so this is not saved any more. What you typed is still here: send it to see what happened, and copy it.");
      } else if (reply.type === "opaqueredirect") {
        // Signed out is said by a status of its own: who is led elsewhere finds the page changed meanwhile.
        dirty = true; again = 0;
        say("Not saved: this page has changed since you opened it. What you typed is still here: copy it before you leave.");
      } else if (reply.status === 401 || reply.status === 403) {
        dirty = true; again = 0; // trying again by itself cannot help
        const why = reply.status === 401 ? (await reply.json()).error : "";
        if (why === "confirm") say("Not saved any more, because your password was given some minutes ago. What you typed is still here, and goes along when you send it.");
        else say("You are signed out, so this is not saved yet. What you typed is still here.", document.body.dataset.signInUrl);
      } else if (reply.status === 413) {
        dirty = true; again = 0; // the same once more would be too much once more
        say("Not saved: this is more than one page of Kith can take. What you typed is still here: shorten it.");
      } else {
        dirty = true; again = 10000;
        say("Not saved. What you typed is still here; Kith will try again.");
      }
    } catch {
      dirty = true; again = 10000;
      say("Not saved: your connection is down. What you typed is still here.");
    }
    return again;
  };
  unsaved.push(() => { if (!left) save(false); return saving; });
  form.addEventListener("input", () => { dirty = true; going = false; clearTimeout(timer); timer = setTimeout(() => save(false), 2000); });
  form.addEventListener("submit", async (event) => {
    if (event.defaultPrevented) return;
    left = true; clearTimeout(timer);
    if (!saving) return;
    // A saving is under way: the form waits for its number, so that it does not meet itself as somebody else.
    event.preventDefault();
    await Promise.race([saving, new Promise((go) => setTimeout(go, 4000))]);
    delete form.dataset.sent;
    saving = null;
    form.requestSubmit(event.submitter);
  });
  // Before the next page is asked for, so that a page loaded anew finds the last words.
  const go = () => {
    if (saving && !left && !going) leftWith.set(versionOf(form));
    going = true;
    save(true);
  };
  window.addEventListener("beforeunload", go);
  // The timer of a page that was left must never fire into the next record.
  window.addEventListener("pagehide", () => { go(); left = true; clearTimeout(timer); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) left = going = false; });
  // Loaded anew while the last words were still on their way: wait for them, and show them.
  const awaited = leftWith.take();
  if (awaited !== null && versionOf(form) <= Number(awaited)) (async () => {
    for (const wait of [150, 400, 1000, 2000, 4000]) {
      await new Promise((go) => setTimeout(go, wait));
      if (dirty || left || saving) return;
      try {
        const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
        const saved = page.querySelectorAll(SAVING)[place];
        if (!dirty && !left && versionOf(saved) > versionOf(form)) {
          left = true;
          // To an address with a place in the page, replacing would only move there and load nothing.
          return location.hash ? location.reload() : location.replace(location.href);
        }
      } catch { return; }
    }
  })();
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden" && !saving) save(true); });
}

// Locking and signing out wait for the last words: behind them, nothing would be taken any more.
for (const form of document.querySelectorAll("form[data-after-saving]")) {
  form.addEventListener("submit", async (event) => {
    if (event.defaultPrevented || form.dataset.saved || !unsaved.some((save) => save())) return;
    event.preventDefault();
    const all = async () => { for (const save of [...unsaved, ...unsaved]) await save(); };
    await Promise.race([all(), new Promise((go) => setTimeout(go, 4000))]);
    form.dataset.saved = "yes";
    delete form.dataset.sent;
    form.requestSubmit(event.submitter);
  });
}

// A picture that is larger than its frame begins at its middle, where the child or the place stands.
for (const frame of document.querySelectorAll(".kith-map__picture--larger, .kith-map__picture--largest")) {
  const centre = () => frame.scrollTo((frame.scrollWidth - frame.clientWidth) / 2, (frame.scrollHeight - frame.clientHeight) / 2);
  const picture = frame.querySelector("img");
  if (picture.complete) centre(); else picture.addEventListener("load", centre, { once: true });
}
