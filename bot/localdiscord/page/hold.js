// What happens to messages waits while it would harm: while older ones are being loaded, which would be drawn over it, and
// while the reader presses one of them, whose click would be lost with the element that it began on.

export class Hold {
  constructor(pressable) {
    this.reasons = 0;
    this.waiting = [];
    this.released = Promise.resolve(); // when nothing is pressed
    this.release = null;
    pressable.addEventListener("pointerdown", () => this.press());
    for (const end of ["pointerup", "pointercancel", "contextmenu", "blur"]) {
      window.addEventListener(end, () => { if (this.release) setTimeout(this.release); }); // after the click
    }
  }

  begin() { this.reasons++; }

  end() {
    this.reasons--;
    while (!this.reasons && this.waiting.length) this.waiting.shift()();
  }

  /** Does something as soon as nothing holds it, in the order of the calls. */
  do(act) {
    if (this.reasons) this.waiting.push(act);
    else act();
  }

  press() {
    if (this.release) return;
    this.begin();
    this.released = new Promise((resolve) => {
      this.release = () => {
        if (!this.release) return;
        this.release = null;
        resolve();
        this.end();
      };
    });
  }
}
