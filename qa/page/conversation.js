// The conversation: a question stands in it at once, its answer takes its place when it comes, and can be copied, liked
// and asked again. In: page.main, page.talk, page.pane, page.bring, page.copy; the event "said" at page.talk, JSON
// [{key, html}], the server's turns, escaped there. Out: page.tell(text), page.ask(question); the events "turned" {turn},
// "liked" {turn} and "cleared" at page.talk.
(page) => {
  const MAX_TURNS = 30;
  const MAX_SHOWN_CHARS = 300;
  const SLOW_MS = 8000;
  const LOST_MS = 90000;
  const { main, talk, pane, bring } = page;
  const box = talk.querySelector(".welcome").parentElement;
  const welcome = talk.querySelector(".welcome");
  const turns = new Map(); // key -> its element, the oldest first
  const answered = new Set();
  const waiting = new Map(); // key -> its timers
  let n_asked = 0;

  const voice = main.appendChild(document.createElement("div"));
  voice.id = "voice";
  voice.setAttribute("aria-live", "polite");
  page.tell = (text) => { voice.textContent = text; };
  for (const [region, label] of [[talk, "Conversation"], [pane, "Article"]]) {
    region.setAttribute("role", "region");
    region.setAttribute("aria-label", label);
    region.tabIndex = 0;
  }

  const element = (tag, name, text) => {
    const made = document.createElement(tag);
    made.className = name;
    made.textContent = text;
    return made;
  };
  const act = (name, text) => {
    const button = element("button", "act", text);
    button.type = "button";
    button.dataset.act = name;
    return button;
  };
  const questionOf = (turn) => turn.querySelector(".question").textContent;

  const settle = (key) => {
    waiting.get(key)?.forEach(clearTimeout);
    waiting.delete(key);
  };
  const forget = (key) => {
    settle(key);
    turns.get(key)?.remove();
    turns.delete(key);
    answered.delete(key);
  };
  const arrange = () => {
    while (turns.size > MAX_TURNS) forget(turns.keys().next().value);
    const last = [...turns.values()].at(-1);
    for (const turn of turns.values()) turn.classList.toggle("newest", turn === last);
    welcome.hidden = turns.size > 0;
  };

  // What stands in for an answer: that it is waited for, or why none will come.
  const standIn = (turn, name, text, ...acts) => {
    const row = element("div", "acts", "");
    row.append(...acts);
    turn.replaceChildren(turn.querySelector(".question"), element("p", name, text), row);
  };
  const wait = (key) => {
    const turn = turns.get(key);
    standIn(turn, "thinking", "Reading the article …", act("stop", "Stop"));
    waiting.set(key, [
      setTimeout(() => { turn.querySelector(".thinking").textContent = "Still reading; others may have asked before you …"; }, SLOW_MS),
      setTimeout(() => {
        settle(key);
        standIn(turn, "error", "No answer has come. The page may have lost its server; ask again, or reload it.", act("again", "Ask again"));
        page.tell(turn.querySelector(".error").textContent);
      }, LOST_MS),
    ]);
  };

  page.ask = (question, again = "") => {
    if (again) forget(again);
    n_asked += 1;
    const key = `${Date.now().toString(36)}${n_asked.toString(36)}`.slice(-16);
    const turn = element("section", "turn", "");
    turn.dataset.key = key;
    turn.append(element("h3", "question", page.visible(question.slice(0, MAX_SHOWN_CHARS))));
    turn.asked = question;
    turns.set(key, turn);
    box.append(turn);
    wait(key);
    arrange();
    page.forgetWay();
    page.tell("Reading the article …");
    bring(turn, talk, "start");
    talk.dispatchEvent(new CustomEvent("asked", { detail: { question, key, again, seen: [...answered] } }));
  };

  talk.addEventListener("said", ({ detail }) => {
    for (const { key, before, html } of JSON.parse(detail || "[]")) {
      const turn = turns.get(key);
      if (!turn || !waiting.has(key)) continue; // cleared or stopped meanwhile
      if (before) {
        turn.querySelector(".thinking").textContent = `The page is busy: ${before} before this question …`;
        continue;
      }
      settle(key);
      answered.add(key);
      const said = document.createElement("template");
      said.innerHTML = html;
      turn.replaceChildren(turn.querySelector(".question"), said.content);
      page.forgetWay();
      page.tell([...turn.querySelectorAll(".answer, .error, .related li")].map((part) => part.innerText).join(" "));
      if (turn.matches(".newest")) bring(turn, talk, "start");
      talk.dispatchEvent(new CustomEvent("turned", { detail: { turn } }));
    }
  });

  // The answer with its sources, as plain text.
  const plain = (turn) => {
    const answer = turn.querySelector(".answer").cloneNode(true);
    answer.querySelectorAll("sup").forEach((sup) => sup.remove());
    const sources = [...turn.querySelectorAll(".sources > li")].map(
      (li) => `[${li.getAttribute("value")}] ${li.querySelector("a.cite").textContent}: “${li.querySelector(".said").textContent}”`,
    );
    return [questionOf(turn), answer.textContent.replace(/\s+/g, " ").trim(), ...sources].join("\n\n");
  };

  const acts = {
    again: (turn) => page.ask(turn.asked, turn.dataset.key),
    copy: (turn) => page.copy(plain(turn), "The answer is copied."),
    like: (turn, button) => {
      const liked = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(liked));
      button.textContent = liked ? "Liked" : "Like";
      page.tell(liked ? "Liked; this is kept in your browser only." : "No longer liked.");
      talk.dispatchEvent(new CustomEvent("liked", { detail: { turn } }));
    },
    stop: () => {
      for (const key of [...waiting.keys()]) {
        settle(key);
        standIn(turns.get(key), "aside stopped", "Stopped.", act("again", "Ask again"));
      }
      page.tell("Stopped.");
      talk.dispatchEvent(new CustomEvent("stopped"));
    },
  };
  talk.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]");
    if (button) acts[button.dataset.act]?.(button.closest(".turn"), button);
  });

  // A question leaves its box at once, so that the next can be typed meanwhile.
  const askTyped = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    const typed = document.querySelector("#question textarea");
    page.ask(typed.value);
    typed.value = "";
    typed.dispatchEvent(new Event("input", { bubbles: true }));
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.matches("#question textarea")) askTyped(event);
  }, true);
  document.addEventListener("click", (event) => {
    if (event.target.closest("#question button")) askTyped(event);
    const example = event.target.closest("#examples button");
    if (example) page.ask(example.textContent.trim());
    if (event.target.closest("#clear")) {
      [...turns.keys()].forEach(forget);
      arrange();
      page.tell("The conversation is cleared.");
      talk.dispatchEvent(new CustomEvent("cleared"));
    }
  }, true);

  // The tables of how an answer was found unfold below what is in view.
  talk.addEventListener("toggle", (event) => {
    if (event.target.matches(".scores") && event.target.open) bring(event.target, talk, "start");
  }, true);
}
