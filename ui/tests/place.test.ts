import { expect, test } from "vitest";
import { hashOf, type Place, placeOf } from "../src/place.ts";

const places: Place[] = [
  { screen: "customers", search: "", sort: [], hideCancelled: null },
  {
    screen: "customers",
    search: "status:suspended “Müller & Co”",
    sort: [
      { field: "termEnd", descending: true },
      { field: "name", descending: false },
    ],
    hideCancelled: false,
  },
  { screen: "customer", id: "odd/id?#%", tab: "plans" },
  { screen: "inbox", search: "kind:request", item: "s1:request:org:a,b" },
  { screen: "inbox", search: "", item: null },
  { screen: "history", subscription: "odd/id" },
  { screen: "history", subscription: null },
  { screen: "suspensions" },
  { screen: "settings" },
  { screen: "connect" },
  { screen: "connect", from: "c1" },
];

test.each(places)("a place is found again from its address: $screen", (place) => {
  expect(placeOf(hashOf(place))).toEqual(place);
});

test("an address nobody wrote leads to the list", () => {
  expect(placeOf("#/nowhere/x").screen).toBe("customers");
  expect(placeOf("#/customers?sort=secret,-name")).toMatchObject({ sort: [{ field: "name", descending: true }] });
  expect(placeOf("#/customers/%E0%A4%A/raw")).toMatchObject({ screen: "customer", id: "%E0%A4%A", tab: "raw" });
});
