/** What the receiver of the README takes for granted. */
export interface Service {
  isNew(id: string): boolean;
  setAccess(subscription: string, access: string): void;
  accessOf(subscription: string | null): string | undefined;
}

export function receiver(
  secret: string,
  service: Service,
): { listen(port: number, host: string, done: () => void): void; address(): { port: number }; close(): void };
