// The product as a process: started, asked, stopped or killed.

import { execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { watch } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

export const root = new URL("../..", import.meta.url).pathname;
export const binary = process.env.OTKLIK_TEST_BIN ?? join(root, "target/debug/otklik");

const START_LIMIT = 60_000;

/** A folder that is gone with the test. */
export async function folder(t) {
  const path = await mkdtemp(join(tmpdir(), "otklik-test."));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** Runs `otklik ARGS…` to its end; `{ code, stdout, stderr }`. `inside` is as with `start`. */
export async function otklik(args, { inside = [] } = {}) {
  const [command, ...rest] = [...inside, binary, ...args];
  try {
    const { stdout, stderr } = await promisify(execFile)(command, rest, { maxBuffer: 64 << 20, timeout: START_LIMIT });
    return { code: 0, stdout, stderr };
  } catch (error) {
    if (typeof error.code !== "number") throw error;
    return { code: error.code, stdout: error.stdout, stderr: error.stderr };
  }
}

/**
 * Starts `otklik ARGS… --listen 127.0.0.1:0 --ready-file F` and waits until it answers.
 * What it wrote is in `product.log()`; it is stopped with the test unless the test did so.
 */
export async function start(t, args, { env = {}, inside = [] } = {}) {
  const home = await folder(t);
  const readyFile = join(home, "ready.json");
  const all = [...args, "--listen", "127.0.0.1:0", "--ready-file", readyFile];
  const options = { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] };
  // `inside` is a command that runs the product somewhere else, such as in a mount of its own.
  const [command, ...rest] = [...inside, binary, ...all];
  const child = spawn(command, rest, options);
  const log = [];
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => log.push(text));
  const ended = new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
    child.once("error", (error) => resolve({ code: null, signal: error.message }));
  });
  const product = new Product(child, ended, log);
  t.after(() => product.stop());
  product.ready = JSON.parse(await readyText(home, readyFile, product));
  return product;
}

/** Options of `start` for more requests than a seller may send. */
export const unlimited = { env: { OTKLIK_RATE_LIMIT: "1000000" } };

/** `otklik demo`: everything on sample data. */
export const demo = (t, ...args) => start(t, ["demo", ...args]);

/** Resolves with the ready file's text once it is whole; the product writes it when it answers. */
async function readyText(home, file, product) {
  const stop = new AbortController();
  const text = new Promise((resolve, reject) => {
    const look = async () => {
      const text = await readFile(file, "utf8").catch(() => "");
      if (text.trimEnd().endsWith("}")) resolve(text);
    };
    watch(home, { signal: stop.signal }, look);
    look();
    product.ended.then(({ code, signal }) => reject(new Error(`ended with ${code ?? signal} before it was ready:\n${product.log()}`)));
    setTimeout(() => reject(new Error(`not ready in time:\n${product.log()}`)), START_LIMIT).unref();
  });
  try {
    return await text;
  } finally {
    stop.abort();
  }
}

class Product {
  #child;
  #log;

  constructor(child, ended, log) {
    this.#child = child;
    this.#log = log;
    this.ended = ended;
  }

  get url() {
    return this.ready.url.replace(/\/$/, "");
  }

  get pid() {
    return this.#child.pid;
  }

  log() {
    return this.#log.join("");
  }

  /** The way an operator ends it; resolves with `{ code, signal }`. */
  stop() {
    this.#child.kill("SIGTERM");
    return this.ended;
  }

  /** The way a power cut ends it. */
  kill() {
    this.#child.kill("SIGKILL");
    return this.ended;
  }

  /** `fetch` with a seller's API key; `body` is sent as JSON. */
  api(path, { seller = this.ready.sellers?.[0], method, body, headers = {}, ...rest } = {}) {
    return fetch(this.url + path, {
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers: {
        "Client-Id": String(seller.client_id),
        "Api-Key": seller.api_key,
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      ...rest,
    });
  }
}
