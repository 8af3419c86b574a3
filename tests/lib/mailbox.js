// A real mail server on loopback (aiosmtpd), and what it got.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { root } from "./product.js";
import { eventually } from "./wait.js";

/** A mail server that ends with the test: `port`, and `letters` as they come. */
export async function mailbox(t) {
  const python = process.env.OTKLIK_TEST_PYTHON ?? "python3";
  const child = spawn(python, [join(root, "tests/lib/mailbox.py")], { stdio: ["pipe", "pipe", "inherit"] });
  t.after(() => child.stdin.end());
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const first = await lines.next();
  if (first.done) throw new Error("the mail server did not start");
  const box = new Mailbox(JSON.parse(first.value).port);
  (async () => {
    for await (const line of { [Symbol.asyncIterator]: () => lines }) box.letters.push(JSON.parse(line));
  })();
  return box;
}

class Mailbox {
  constructor(port) {
    this.port = port;
    /** `{ from, to, subject, headers, text, html }`, the oldest first. */
    this.letters = [];
  }

  /** The first letter to somebody that says something; waits for it. */
  async letter(to, says, limit = 20_000) {
    const found = () => this.letters.find((letter) => letter.to.includes(to) && says.test(`${letter.subject}\n${letter.text}`));
    await eventually(`a letter to ${to} that says ${says}`, async () => Boolean(found()), limit);
    return found();
  }

  /** The configuration of the product that sends to it. */
  get toml() {
    return `[mail]\nhost = "127.0.0.1"\nport = ${this.port}\ntls = "none"\nfrom = "Otklik <otklik@example.com>"\n`;
  }
}
