import { expect, test } from "vitest";
import { blank, draftOf, flawsOf, isSecretId } from "../src/connect/entries.ts";

const good = {
  ...blank,
  publisher: "Northlight",
  tenant: "5d2c9e14-70ab-4f38-8c61-b0e94a17d2f5",
  application: "{b81f3a60-2e9d-4c57-a4d8-6f0c92e5137b}",
  secret: " k3W8Q~abc ",
};

test("a secret's id is known by its shape, a value is not taken for one", () => {
  expect(isSecretId(" E07C41D9-1111-4222-8333-123456786a2b\n")).toBe(true);
  expect(isSecretId("k3W8Q~abcdefghijklmnopqrstuvwxyz0123456")).toBe(false);
});

test("what is missing is said per field", () => {
  expect(Object.keys(flawsOf(blank))).toEqual(["publisher", "tenant", "application", "secret"]);
  expect(flawsOf(good)).toEqual({});
  expect(flawsOf({ ...good, tenant: "contoso.onmicrosoft.com" })).toEqual({});
  expect(flawsOf({ ...good, tenant: "contoso" }).tenant).toBe("flaw-tenant-shape");
  expect(flawsOf({ ...good, kind: "certificate", pem: "-----BEGIN CERTIFICATE-----" }).pem).toBe("flaw-pem-key");
});

test("the draft is what was meant, without the blanks and braces of pasting", () => {
  expect(draftOf(good)).toMatchObject({
    application: "b81f3a60-2e9d-4c57-a4d8-6f0c92e5137b",
    credential: { kind: "secret", value: "k3W8Q~abc", expires: null },
    authority: null,
    base: null,
  });
});
