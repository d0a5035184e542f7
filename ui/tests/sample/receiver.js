import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";

export function receiver(secret, service) {
  const webhook = new Webhook(secret);
  return createServer(async (request, response) => {
    const [, query = ""] = request.url.split("?");
    const body = Buffer.concat(await request.toArray()).toString();
    const isQuestion = request.method === "GET";
    try {
      webhook.verify(isQuestion ? query : body, request.headers, { jsonParse: false });
    } catch {
      return response.writeHead(401).end();
    }
    if (isQuestion) {
      const access = service.accessOf(new URLSearchParams(query).get("subscription"));
      return access ? response.end(JSON.stringify({ access })) : response.writeHead(404).end();
    }
    if (service.isNew(request.headers["webhook-id"])) {
      const { subscription, access } = JSON.parse(body).data;
      if (access) service.setAccess(subscription, access); // None in account.test, nor for another plan.
    }
    response.writeHead(204).end(); // Done, now or before.
  });
}
