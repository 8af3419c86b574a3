// A push service on loopback, and a browser's half of Web Push: it opens what it gets with the browser's own keys
// (RFC 8188, RFC 8291), and looks at who sends it (RFC 8292).

import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from "node:crypto";
import { createServer } from "node:http";
import { eventually } from "./wait.js";

/** A push service that ends with the test. */
export async function pushService(t) {
  const service = new PushService();
  service.server.listen(0, "127.0.0.1");
  await new Promise((resolve) => service.server.once("listening", resolve));
  t.after(() => service.server.close());
  t.after(() => service.server.closeAllConnections());
  return service;
}

class PushService {
  constructor() {
    /** `{ device, payload, topic, sender }`, the oldest first. */
    this.pushes = [];
    this.devices = new Map();
    this.server = createServer((request, response) => this.#take(request, response));
  }

  get url() {
    return `http://127.0.0.1:${this.server.address().port}`;
  }

  /** The configuration of the product that may push to loopback. */
  get toml() {
    return `[push]\nallow_private = true\n`;
  }

  /** A browser that gives leave to push: what it tells the site. */
  subscribe(device) {
    const keys = createECDH("prime256v1");
    keys.generateKeys();
    const auth = randomBytes(16);
    this.devices.set(device, { keys, auth });
    return { endpoint: `${this.url}/${device}`, p256dh: keys.getPublicKey("base64url"), auth: auth.toString("base64url") };
  }

  /** The first push to a device that says something; waits for it. */
  async push(device, says, limit = 20_000) {
    const found = () => this.pushes.find((push) => push.device === device && says.test(`${push.payload.title} ${push.payload.body}`));
    await eventually(`a push to ${device} that says ${says}`, async () => Boolean(found()), limit);
    return found();
  }

  async #take(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const device = request.url.slice(1);
    const known = this.devices.get(device);
    if (!known) return response.writeHead(410).end();
    const sender = whoSends(request.headers.authorization ?? "", this.url);
    const payload = JSON.parse(opened(Buffer.concat(chunks), known));
    this.pushes.push({ device, payload, topic: request.headers.topic, sender });
    response.writeHead(201).end();
  }
}

/** The claims of a sender whose signature is right and who means this service; fails otherwise. */
function whoSends(authorization, url) {
  const { t: token, k: key } = Object.fromEntries(
    authorization.replace(/^vapid\s+/i, "").split(",").map((part) => part.trim().split(/=(.*)/s, 2)),
  );
  const [head, claims, signature] = token.split(".");
  const point = Buffer.from(key, "base64url");
  const jwk = { kty: "EC", crv: "P-256", x: point.subarray(1, 33).toString("base64url"), y: point.subarray(33).toString("base64url") };
  const good = verify("sha256", Buffer.from(`${head}.${claims}`), { key: createPublicKey({ key: jwk, format: "jwk" }), dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url"));
  const told = JSON.parse(Buffer.from(claims, "base64url"));
  if (!good || told.aud !== url || told.exp * 1000 < Date.now()) throw new Error(`not signed for this service: ${JSON.stringify(told)}`);
  return told;
}

/** What a push says to the browser whose keys these are. */
function opened(body, { keys, auth }) {
  const [salt, length] = [body.subarray(0, 16), body[20]];
  const sender = body.subarray(21, 21 + length);
  const sealed = body.subarray(21 + length);
  const derive = (secret, salt, info, bytes) => Buffer.from(hkdfSync("sha256", secret, salt, info, bytes));
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), keys.getPublicKey(), sender]);
  const secret = derive(keys.computeSecret(sender), auth, info, 32);
  const key = derive(secret, salt, "Content-Encoding: aes128gcm\0", 16);
  const nonce = derive(secret, salt, "Content-Encoding: nonce\0", 12);
  const cipher = createDecipheriv("aes-128-gcm", key, nonce);
  cipher.setAuthTag(sealed.subarray(-16));
  const plain = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
  // Behind what is said stand a 2 and zeros.
  return plain.subarray(0, plain.lastIndexOf(2)).toString();
}
