import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import signed from "../../crates/hooks/tests/sample/signed.json";
import { receiver } from "./sample/receiver.js";

/** What the desk's own program signed, which its tests keep: an event while a secret is changed, and a question. */
const { event, question, secrets } = signed;
const [newer, older] = secrets as [string, string];

type Signed = { id: string; timestamp: string; signature: string };

describe("the receiver of the README, with the specification's own library", () => {
  let stop: (() => void) | undefined;
  let told: string[] = [];

  async function at(secret: string): Promise<string> {
    const seen = new Set<string>();
    const server = receiver(secret, {
      isNew: (id) => !seen.has(id) && Boolean(seen.add(id)),
      setAccess: (subscription, access) => told.push(`${subscription} ${access}`),
      accessOf: (subscription) => (subscription === "s-1" ? "suspended" : undefined),
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    stop = () => server.close();
    return `http://127.0.0.1:${server.address().port}/hooks`;
  }

  const headers = ({ id, timestamp, signature }: Signed) => ({
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signature,
  });
  const post = async (address: string, body = event.body) =>
    (await fetch(address, { method: "POST", headers: headers(event), body })).status;
  const clock = (secondsLater: number) => vi.setSystemTime((Number(event.timestamp) + secondsLater) * 1000);

  beforeEach(() => {
    told = [];
    vi.useFakeTimers({ toFake: ["Date"] });
    clock(0);
  });

  afterEach(() => {
    stop?.();
    vi.useRealTimers();
  });

  test("does what it is told, once", async () => {
    const address = await at(newer);
    expect([await post(address), await post(address)]).toEqual([204, 204]);
    expect(told).toEqual(["s-1 suspended"]);
  });

  test.each([
    ["its clock is ahead", 299, 204],
    ["its clock is behind", -299, 204],
    ["its clock is far ahead", 302, 401],
    ["its clock is far behind", -302, 401],
  ])("bears a clock that differs a little: %s", async (_, seconds, status) => {
    const address = await at(newer);
    clock(seconds);
    expect(await post(address)).toBe(status);
    expect(told).toHaveLength(status === 204 ? 1 : 0);
  });

  test("understands with the old secret while it is changed, and with no other", async () => {
    expect(await post(await at(older))).toBe(204);
    stop?.();
    expect(await post(await at("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"))).toBe(401);
  });

  test("does not believe an event that was changed on the way", async () => {
    expect(await post(await at(newer), event.body.replace("suspended", "open"))).toBe(401);
    expect(told).toEqual([]);
  });

  test("answers who asks, and not about an account that was not asked about", async () => {
    const address = await at(newer);
    const asked = await fetch(`${address}?${question.query}`, { headers: headers(question) });
    expect([asked.status, await asked.json()]).toEqual([200, { access: "suspended" }]);
    const other = question.query.replace("s-1", "s-2");
    expect((await fetch(`${address}?${other}`, { headers: headers(question) })).status).toBe(401);
  });
});
