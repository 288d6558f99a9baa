// The phone beside the editor: what is tapped is posted with the text, and only the phone comes back.
export function followPhone(form, arrived) {
  let going = null;

  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button?.formAction.endsWith("/try")) {
      return;
    }

    event.preventDefault();
    event.stopPropagation();
    tap(button);
  });

  // Enter in the phone's field says it; the form's first button is another.
  form.addEventListener("keydown", (event) => {
    if (event.target.id === "words" && event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      document.getElementById("say").click();
    }
  });

  // A button that copies posts nothing: the phone says so, as LINE does.
  form.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) {
      return;
    }

    await navigator.clipboard?.writeText(button.dataset.copy).catch(() => {});
    const said = document.createElement("p");
    said.className = "phone-note";
    said.textContent = `${button.dataset.copied}: ${button.dataset.copy}`;
    form.querySelector(".phone-chat").append(said);
    settle(document.getElementById("try"));
  });

  async function tap(button) {
    going?.abort();
    going = new AbortController();
    const data = new FormData(form, button);
    const shown = document.getElementById("try");
    shown.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(button.formAction, { method: "POST", body: data, headers: { "HX-Request": "true" }, signal: going.signal });
      if (!answer.ok) {
        throw new Error(`${answer.status}`);
      }

      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = document.importNode(page.getElementById("try"), true);
      const typed = document.activeElement?.id === "words" || button.id === "say";
      shown.replaceWith(fresh);
      settle(fresh);
      if (typed) {
        document.getElementById("words")?.focus({ preventScroll: true });
      }

      arrived(fresh.dataset.at);
    } catch (problem) {
      if (problem.name !== "AbortError") {
        shown.removeAttribute("aria-busy");
        form.requestSubmit(); // The page says what went wrong; the text goes with it.
      }
    }
  }

  settle(document.getElementById("try"));
  arrived(document.getElementById("try").dataset.at);

  function settle(phone) {
    const chat = phone.querySelector(".phone-chat");
    chat.scrollTop = chat.scrollHeight;
  }
}
