// The page of the simulated LINE: people at the left, a phone in the middle, what happens behind it at the right.
import * as chat from "./chat.js";
import * as panel from "./panel.js";
import * as people from "./people.js";
import * as time from "./time.js";
import { failed } from "./toast.js";

const connection = document.querySelector(".connection");
const remembered = "simulator.person";

function show(person, leaveWall = false) {
  people.select(person.id);
  localStorage.setItem(remembered, person.id);
  if (leaveWall) view("phone");
  tab("phone");
  chat.open(person).catch(failed);
}

function view(name) {
  document.querySelector(".wall").hidden = name !== "wall";
  document.querySelector(".stage").hidden = name === "wall";
  document.body.dataset.view = name;
  for (const button of document.querySelectorAll("[data-view]")) if (button !== document.body) button.setAttribute("aria-pressed", String(button.dataset.view === name));
}

function tab(name) {
  document.body.dataset.tab = name;
  for (const button of document.querySelectorAll(".tabs button")) button.setAttribute("aria-pressed", String(button.dataset.tab === name));
}

async function load() {
  await panel.load();
  const all = await people.load();
  const last = chat.shownPerson()?.id ?? localStorage.getItem(remembered);
  const person = all.find((one) => one.id === last) ?? all[0];
  if (person) show(person);
}

function tell(news) {
  switch (news.type) {
    case "call": panel.addCall(news.call); break;
    case "settings": panel.loadSettings(); break;
    case "crowd": people.load(); break;
    case "cleared": setTimeout(() => { localStorage.removeItem(remembered); location.reload(); }, 300); break;
    default:
      people.tell(news);
      if (news.users?.includes(chat.shownPerson()?.id)) chat.tell(news);
  }
}

function listen() {
  const stream = new EventSource("/sim/events");
  let lost = false;
  stream.addEventListener("hello", () => {
    connection.hidden = true;
    if (lost) load().catch(failed);
    lost = false;
  });
  stream.addEventListener("news", (event) => {
    try { JSON.parse(event.data).forEach(tell); } catch (problem) { failed(problem); }
  });
  stream.addEventListener("error", () => { lost = true; connection.hidden = false; });
}

for (const button of document.querySelectorAll(".views button")) button.addEventListener("click", () => view(button.dataset.view));
for (const button of document.querySelectorAll(".tabs button")) button.addEventListener("click", () => tab(button.dataset.tab));
people.start(show);
panel.start((settings) => chat.setAccount(settings.channel));
setInterval(() => { panel.tick(); chat.tick(); }, 1000);
time.setOffset(0);
load().then(listen).catch(failed);
