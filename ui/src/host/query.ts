import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Fault, Tag } from "../gen/desk.gen.ts";
import { asFault, type Command, host, type ReplyOf, type RequestOf } from "./host.ts";

/**
 * One question a screen keeps asking. It asks again when a tag it names goes stale, and a slow old
 * answer never overwrites a newer one. `undefined` as request means: nothing to ask now.
 */
export class Query<C extends Command> implements ReactiveController {
  reply: ReplyOf<C> | undefined;
  fault: Fault | undefined;
  asking = false;
  /** An answer already on its way when the view comes: it takes the place of the first question. */
  coming: Promise<ReplyOf<C>> | undefined;
  #asked = 0;
  #stop = () => {};

  readonly view: ReactiveControllerHost;
  readonly command: C;
  readonly request: () => RequestOf<C> | undefined;
  readonly tags: readonly Tag[];

  constructor(
    view: ReactiveControllerHost,
    command: C,
    request: () => RequestOf<C> | undefined,
    tags: readonly Tag[] = [],
  ) {
    this.view = view;
    this.command = command;
    this.request = request;
    this.tags = tags;
    view.addController(this);
  }

  hostConnected(): void {
    this.#stop = host().onStale((tags) => {
      if (tags.some((tag) => this.tags.includes(tag))) void this.ask();
    });
    void (this.coming ? this.settle(this.coming) : this.ask());
    this.coming = undefined;
  }

  hostDisconnected(): void {
    this.#stop();
    this.#asked++;
  }

  /** Asks now; resolves when this answer, or a newer one, is in. */
  async ask(): Promise<void> {
    const request = this.request();
    if (request === undefined) return;
    await this.settle(host().call(this.command, request));
  }

  /** Takes an answer that another command has brought, with the same care for order. */
  async settle(coming: Promise<ReplyOf<C>>): Promise<void> {
    const mine = ++this.#asked;
    this.asking = true;
    this.view.requestUpdate();
    const [reply, fault] = await coming.then(
      (reply) => [reply, undefined] as const,
      (thrown) => [undefined, asFault(thrown)] as const,
    );
    if (mine !== this.#asked) return;
    this.asking = false;
    this.fault = fault;
    if (fault === undefined) this.reply = reply;
    this.view.requestUpdate();
  }

  /** Forgets the answer, for when the question has become another one. */
  clear(): void {
    this.#asked++;
    this.reply = undefined;
    this.fault = undefined;
  }
}
