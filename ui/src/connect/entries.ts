import type { ConnectionDraft, Environment } from "../gen/desk.gen.ts";

/** What was typed into the form, before it is a draft the desk can check. */
export interface Entries {
  publisher: string;
  environment: Environment;
  tenant: string;
  application: string;
  kind: "secret" | "certificate";
  secret: string;
  expires: string;
  pem: string;
  authority: string;
  base: string;
}

export type EntryName = keyof Entries;

export const blank: Entries = {
  publisher: "",
  environment: "production",
  tenant: "",
  application: "",
  kind: "secret",
  secret: "",
  expires: "",
  pem: "",
  authority: "",
  base: "",
};

const guid = /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/i;
const domain = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

/** Entra lists a secret's id beside its value, and the id is what most people copy. */
export function isSecretId(secret: string): boolean {
  return guid.test(secret.trim());
}

/** What is not yet right, as keys of the words files. */
export function flawsOf(entries: Entries): Partial<Record<EntryName, string>> {
  const flaws: Partial<Record<EntryName, string>> = {};
  const tenant = entries.tenant.trim();
  if (!entries.publisher.trim()) flaws.publisher = "flaw-publisher";
  if (!tenant) flaws.tenant = "flaw-tenant";
  else if (!guid.test(tenant) && !domain.test(tenant)) flaws.tenant = "flaw-tenant-shape";
  if (!entries.application.trim()) flaws.application = "flaw-application";
  else if (!guid.test(entries.application.trim())) flaws.application = "flaw-application-shape";
  if (entries.kind === "secret" && !entries.secret.trim()) flaws.secret = "flaw-secret";
  if (entries.kind === "certificate") {
    const { pem } = entries;
    if (!pem.trim()) flaws.pem = "flaw-pem";
    else if (!pem.includes("-----BEGIN CERTIFICATE-----")) flaws.pem = "flaw-pem-certificate";
    else if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem)) flaws.pem = "flaw-pem-key";
  }
  return flaws;
}

export function draftOf(entries: Entries): ConnectionDraft {
  const { publisher, environment, tenant, application, kind, secret, expires, pem, authority, base } = entries;
  return {
    publisher: publisher.trim(),
    environment,
    tenant: bare(tenant),
    application: bare(application),
    credential:
      kind === "secret" ? { kind, value: secret.trim(), expires: expires || null } : { kind, pem: `${pem.trim()}\n` },
    authority: authority.trim() || null,
    base: base.trim() || null,
  };
}

function bare(id: string): string {
  return id.trim().replace(/^\{|\}$/g, "");
}
