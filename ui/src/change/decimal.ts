/** One decimal text less another, to the last digit of both: money is never a binary fraction. */
export function minus(one: string, other: string): string {
  const places = Math.max(decimals(one), decimals(other));
  const left = scaled(one, places) - scaled(other, places);
  const sign = left < 0n ? "-" : "";
  const digits = String(left < 0n ? -left : left).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  return places ? `${sign}${whole}.${digits.slice(-places)}` : `${sign}${whole}`;
}

function decimals(text: string): number {
  return text.split(".")[1]?.length ?? 0;
}

function scaled(text: string, places: number): bigint {
  const [whole = "0", part = ""] = text.split(".");
  return BigInt(whole + part.padEnd(places, "0"));
}
