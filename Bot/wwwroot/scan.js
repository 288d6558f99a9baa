// Reads a coupon's code with the camera, on the counter's page only. The camera and the reader are asked for when the button is pressed.
"use strict";

const CODE = /^[2-9ACEFHJKMPRTWXY]{12}$/;
const PAUSE = 120;

class TillScanner extends HTMLElement {
  connectedCallback() {
    this.said = this.querySelector("[data-said]");
    this.view = this.querySelector(".scan-view");
    this.video = this.querySelector("video");
    this.start = this.querySelector("[data-start]");
    this.stop = this.querySelector("[data-stop]");
    this.start.addEventListener("click", () => this.open());
    this.stop.addEventListener("click", () => this.close());
    addEventListener("pagehide", () => this.close());
  }

  async open() {
    // Browsers give pages without https no camera, and no word why.
    if (!isSecureContext || !navigator.mediaDevices?.getUserMedia) {
      this.say(this.dataset.insecure);
      return;
    }

    this.start.disabled = true;
    try {
      const [stream, read] = await Promise.all([
        navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } } }),
        this.reader(),
      ]);
      this.stream = stream;
      this.video.srcObject = stream;
      this.view.hidden = this.stop.hidden = false;
      this.start.hidden = true;
      this.say(this.dataset.looking);
      await this.video.play();
      this.look(read);
    } catch (problem) {
      this.close();
      this.say(problem.name === "NotAllowedError" ? this.dataset.refused : problem.name === "NotFoundError" ? this.dataset.missing : this.dataset.busy);
    } finally {
      this.start.disabled = false;
    }
  }

  close() {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = null;
    this.view.hidden = this.stop.hidden = true;
    this.start.hidden = false;
    this.say("");
  }

  say(words) {
    if (this.said.textContent !== words) this.said.textContent = words;
  }

  // The browser's own reader knows bar codes too; where there is none, jsQR reads QR codes.
  async reader() {
    const wanted = ["qr_code", "code_128"];
    const known = "BarcodeDetector" in globalThis ? (await BarcodeDetector.getSupportedFormats()).filter((format) => wanted.includes(format)) : [];
    if (known.includes("qr_code")) {
      const detector = new BarcodeDetector({ formats: known });
      return async () => (await detector.detect(this.video)).map((found) => found.rawValue)[0];
    }

    await import(this.dataset.reader);
    const canvas = document.createElement("canvas");
    const drawing = canvas.getContext("2d", { willReadFrequently: true });
    return async () => {
      canvas.width = this.video.videoWidth;
      canvas.height = this.video.videoHeight;
      drawing.drawImage(this.video, 0, 0);
      const { data, width, height } = drawing.getImageData(0, 0, canvas.width, canvas.height);
      return globalThis.jsQR(data, width, height, { inversionAttempts: "dontInvert" })?.data;
    };
  }

  async look(read) {
    while (this.stream) {
      const found = this.video.videoWidth > 0 ? await read().catch(() => undefined) : undefined;
      const code = found?.replace(/[\s-]/g, "").toUpperCase();
      if (code && CODE.test(code) && this.stream) {
        this.close();
        navigator.vibrate?.(80);
        const form = document.getElementById("lookup");
        form.elements.code.value = code;
        form.requestSubmit();
        return;
      }

      if (found) this.say(this.dataset.stranger);
      await new Promise((wake) => setTimeout(wake, PAUSE));
    }
  }
}

customElements.define("till-scanner", TillScanner);
