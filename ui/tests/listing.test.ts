import { expect, test } from "vitest";
import type { Fault, ListCount, ListPage, ListQuery, ListRequest, SubscriptionRow } from "../src/gen/desk.gen.ts";
import { asFault } from "../src/host/host.ts";
import { type Asks, FIRST, Listing, type News } from "../src/table/listing.ts";

interface Asked {
  request: ListRequest;
  answer(rows: number): Promise<void>;
  refuse(): Promise<void>;
}

/** A desk that answers when told to. */
function desk(everything = 1000) {
  const asked: Asked[] = [];
  const news: News<ListPage>["kind"][] = [];
  const turn = () => new Promise<void>((resolve) => setTimeout(resolve));
  const asks: Asks<ListQuery, SubscriptionRow, ListPage> = {
    list: (request) =>
      new Promise<ListPage>((resolve, reject) => {
        const rows = (count: number) =>
          Array.from(
            { length: count },
            (_, i) => ({ id: `${request.query.search}${request.from + i}` }) as SubscriptionRow,
          );
        asked.push({
          request,
          answer(count) {
            resolve({ from: request.from, rows: rows(count), total: null, tokens: [] });
            return turn();
          },
          refuse() {
            reject(asFault(new Error("no")));
            return turn();
          },
        });
      }),
    count: async (): Promise<ListCount> => ({ total: everything, everything }),
  };
  const listing = new Listing(
    "list",
    asks,
    ({ kind }) => news.push(kind),
    (thrown) => thrown as Fault,
  );
  return { listing, asked, news, turn };
}

const query = (search: string): ListQuery => ({ search, hideCancelled: true, sort: [] });

test("while one question is in flight, only the latest waits", async () => {
  const { listing, asked } = desk();
  for (const search of ["a", "ab", "abc", "abcd"]) listing.ask(query(search));
  expect(asked.map(({ request }) => request.query.search)).toEqual(["a"]);
  await asked[0]?.answer(3);
  expect(listing.rowAt(0), "the answer to a question no longer asked is dropped").toBeUndefined();
  expect(asked.map(({ request }) => request.query.search)).toEqual(["a", "abcd"]);
  await asked[1]?.answer(2);
  expect(listing.rowAt(0)?.id).toBe("abcd0");
  expect(listing.total, "a short first page is the whole answer").toBe(2);
});

test("the first page is short and the rest comes by position", async () => {
  const { listing, asked, turn } = desk(1000);
  listing.ask(query(""));
  expect(asked[0]?.request.limit).toBe(FIRST);
  await asked[0]?.answer(FIRST);
  listing.count();
  await turn();
  expect(listing.total).toBe(1000);
  listing.want(480, 520);
  expect(
    asked.slice(1).map(({ request }) => request.from),
    "the pages on screen first",
  ).toEqual([400, 500]);
  await asked[1]?.answer(100);
  expect(listing.rowAt(450)?.id).toBe("450");
  expect(asked, "a neighbour waits").toHaveLength(3);
  await new Promise((resolve) => setTimeout(resolve, 160));
  expect(asked[3]?.request.from).toBe(600);
});

test("a page of an older question never shows among the rows of a newer one", async () => {
  const { listing, asked, turn } = desk(1000);
  listing.ask(query("old "));
  await asked[0]?.answer(FIRST);
  listing.count();
  await turn();
  listing.want(300, 340);
  listing.ask(query("new "));
  await asked[asked.length - 1]?.answer(FIRST);
  await asked[1]?.answer(100);
  expect(listing.rowAt(300)).toBeUndefined();
  expect(listing.rowAt(0)?.id).toBe("new 0");
});

test("a count that gives way to a newer question is no failure", async () => {
  let refuse = () => {};
  const { listing, asked, news, turn } = desk();
  listing.asks.count = () =>
    new Promise((_, reject) => {
      refuse = () => reject(asFault(new Error("a newer question came")));
    });
  listing.ask(query("a"));
  await asked[0]?.answer(FIRST);
  listing.count();
  listing.ask(query("ab"));
  refuse();
  await turn();
  await asked[1]?.answer(2);
  expect(news).toEqual(["answer", "answer"]);
  expect(listing.fault).toBeUndefined();
});

test("a failure keeps the rows that were there", async () => {
  const { listing, asked, news } = desk();
  listing.ask(query("a"));
  await asked[0]?.answer(2);
  listing.ask(query("b"));
  await asked[1]?.refuse();
  expect(news).toEqual(["answer", "fault"]);
  expect(listing.fault?.code).toBe("bug");
  expect(listing.rowAt(0)?.id).toBe("a0");
});
