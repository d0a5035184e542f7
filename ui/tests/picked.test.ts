import { describe, expect, test } from "vitest";
import { Picking } from "../src/customers/picking.ts";
import type { ListPage, ListQuery, ListRequest, SubscriptionRow } from "../src/gen/desk.gen.ts";
import { runOn } from "../src/host/host.ts";
import { Listing } from "../src/table/listing.ts";
import { Picked } from "../src/table/picked.ts";

const query: ListQuery = { search: "rush", hideCancelled: true, sort: [] };
const row = (index: number) => ({ id: `s${index}` }) as SubscriptionRow;

/** A list of so many rows, its first page here already. */
async function list(total: number) {
  const asked: ListRequest[] = [];
  const answer = async (request: ListRequest): Promise<ListPage> => {
    asked.push(request);
    const { from, limit } = request;
    const rows = Array.from({ length: Math.max(0, Math.min(limit, total - from)) }, (_, i) => row(from + i));
    return { from, rows, total, tokens: [] };
  };
  const listing = new Listing<ListQuery, SubscriptionRow, ListPage>(
    "list",
    { list: answer },
    () => {},
    (thrown) => {
      throw thrown;
    },
  );
  runOn({ call: (_, request) => answer(request as ListRequest) as never, onStale: () => () => {} });
  listing.ask(query);
  await settled();
  asked.length = 0;
  let told = 0;
  const picking = new Picking(listing, () => told++);
  return { picking, asked, told: () => told, listing };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
(globalThis as { document?: unknown }).document ??= {
  createElement: () => ({ setAttribute() {}, dataset: {} }),
  body: { append() {} },
};

describe("a selection", () => {
  test("is nobody, some by name, or all but some", () => {
    const picked = new Picked(() => {});
    expect([picked.isAny(100), picked.has("a")]).toEqual([false, false]);
    picked.toggle("a");
    picked.add(["b", "c", "a"]);
    expect([picked.count(100), picked.has("a"), picked.has("z")]).toEqual([3, true, false]);
    picked.toggle("b");
    expect(picked.count(100)).toBe(2);
    picked.all();
    picked.toggle("z");
    expect([picked.count(100), picked.has("a"), picked.has("z")]).toEqual([99, true, false]);
    picked.add(["z"]);
    expect(picked.count(100)).toBe(100);
    picked.clear();
    expect(picked.count(100)).toBe(0);
  });

  test("of all never names them to the desk, however many there are", async () => {
    const { picking, asked } = await list(100_000);
    picking.all();
    picking.pick({ index: 7, row: row(7), range: false });
    expect(picking.count).toBe(99_999);
    expect(picking.selection).toEqual({ kind: "all-but", query, but: ["s7"] });
    expect(asked).toEqual([]);
  });

  test("of a range has everybody in it, those not read yet too, and nobody else", async () => {
    const { picking, asked } = await list(2_000);
    picking.pick({ index: 40, row: row(40), range: false });
    picking.pick({ index: 530, row: row(530), range: true });
    await settled();
    expect(picking.count).toBe(491);
    const { selection } = picking;
    expect(selection?.kind === "these" && new Set(selection.ids)).toEqual(
      new Set(Array.from({ length: 491 }, (_, i) => `s${40 + i}`)),
    );
    expect(asked.length, "in leaves of two hundred").toBe(3);
  });

  test("of a range goes upwards too, and a range too long is left to a search", async () => {
    const { picking } = await list(50_000);
    picking.pick({ index: 20, row: row(20), range: false });
    picking.pick({ index: 10, row: row(10), range: true });
    await settled();
    expect(picking.count).toBe(11);
    picking.pick({ index: 40_000, row: row(40_000), range: true });
    await settled();
    expect(picking.count).toBe(11);
  });

  test("of nobody is none", async () => {
    const { picking, told } = await list(10);
    expect([picking.selection, picking.picks]).toEqual([undefined, undefined]);
    picking.pick({ index: 1, row: row(1), range: true });
    expect([picking.count, told()]).toEqual([1, 1]);
    picking.clear();
    expect(picking.picks).toBeUndefined();
  });
});
