# Ce que dit le bureau d’un élément, d’une demande, de ce qui a été fait.

what-plan = { $from } → { $to }
what-seats = { $from } → { $to } postes
what-activate = activer { $plan }
what-cancel = résilier l’abonnement
what-acknowledge = prendre acte du rétablissement
what-request-plan = demande { $to } au lieu de { $from }
what-request-seats = demande { $to } postes au lieu de { $from }
what-accept-plan = Oui à { $to }
what-refuse-plan = Non à { $to }
what-accept-seats = Oui à { $to } postes
what-refuse-seats = Non à { $to } postes
what-unseen-plan = passé de { $from } à { $to } avant que nous le voyions
what-unseen-seats = passé de { $from } à { $to } postes avant que nous le voyions
what-silent-plan = { $from } → { $to }, accepté par silence
what-silent-seats = { $from } → { $to } postes, accepté par silence
what-purchase = a acheté { $plan }, pas encore activé
what-suspended = un paiement manque
what-reinstated = payé, de nouveau actif
what-returning = payé ; attend votre réponse
what-cancelled = annulé ou expiré
what-renewal = finit le { $end } sans renouvellement
what-trial = l’essai gratuit finit le { $end }
what-unreadable = sa fiche n’a pas pu être lue à « { $field } »
what-unreadable-record = sa fiche n’a pas pu être lue
what-missing = n’est plus dans la liste de Microsoft
what-secret-ends = le secret client expire le { $end }
what-secret-ended = le secret client a expiré
what-sign-in-fails = Microsoft n’accepte pas la connexion
what-clock = { $seconds ->
    [one] l’horloge de cet ordinateur est décalée de { $seconds } seconde
   *[other] l’horloge de cet ordinateur est décalée de { $seconds } secondes
  }

why-live = Le client l’a demandé dans la vitrine. Si personne ne répond avant la fin du délai, Microsoft prend le silence pour un oui.
why-waiting = Microsoft attend une réponse, et ici le silence ne décide rien. Jusque-là, rien ne change pour le client.
why-checking = Le délai est passé. Les données de Microsoft sont relues pour savoir ce qu’il en est ; jusque-là, rien n’est certain.
why-silent = Personne n’a répondu à temps, et les données de Microsoft disent que le silence a accepté. Gardez ce changement, ou revenez en arrière avec l’accord du client.
why-unseen = Les données de Microsoft montrent ce changement, et aucune demande n’a été vue à temps. Gardez-le, ou revenez en arrière avec l’accord du client.
why-answered = Une réponse a été donnée, elle est en route. Elle comptera quand les données de Microsoft la montreront.
why-purchase = Rien n’est facturé au client avant l’activation. Sans elle, l’achat expire 30 jours après sa date.
why-suspended = Microsoft l’a suspendu parce qu’un paiement manque, et l’annule 30 jours plus tard ; ce jour est notre estimation, comptée depuis que nous l’avons vu. Seul Microsoft peut poser ou lever cet état ; vous pouvez relancer le client.
why-suspended-told = Microsoft l’a suspendu parce qu’un paiement manque et l’annule 30 jours plus tard, comptés à partir du moment où il l’a annoncé au relais. Lui seul peut le suspendre ou le rétablir ; vous pouvez relancer le client.
why-reinstated = Le paiement est arrivé et Microsoft l’a rétabli. Si vous aviez limité le compte du client, rendez-le-lui. Qui ne peut pas reprendre le client ne peut que l’annuler.
why-returning = Le paiement est arrivé et Microsoft attend votre réponse : jusque-là il reste suspendu. Prenez acte pour reprendre le client ; qui ne le peut pas ne peut que résilier.
why-cancelled = Il est terminé et ne peut pas revenir ; un nouvel achat aura un nouvel identifiant. Gardez les données du client au moins 7 jours.
why-renewal = Le renouvellement automatique est désactivé, il finit donc avec sa période. Seul le client peut le réactiver, ou le revendeur qui l’a vendu.
why-trial = À la fin de l’essai, il devient payant tout seul. C’est le moment de demander si tout va bien.
why-intent = Ce que vous aviez demandé s’est arrêté en route et n’est plus essayé tout seul. Lisez ce qui s’est passé, puis renvoyez-le ou retirez-le.
why-unreadable = Microsoft a envoyé une fiche qui ne convient pas. Elle est gardée telle que reçue et relue à chaque tour ; ce qui est montré de ce client est plus ancien.
why-missing = La dernière lecture complète de la liste de Microsoft ne l’a pas trouvé. Rien n’a été supprimé ici ; comparez avec l’Espace partenaires.
why-connection = Sans connexion acceptée, rien ne peut être lu ni envoyé. La vérification guidée montre ce qu’il faut corriger.

no-reseller = Vendu par un revendeur : lui seul peut le changer.
no-update = Microsoft ne permet aucun changement de cet abonnement.
no-status = { $status ->
    [suspended] Seul un abonnement actif peut être changé, et celui-ci est suspendu.
    [pending] Seul un abonnement actif peut être changé, et celui-ci n’est pas encore activé.
    [not-started] Seul un abonnement actif peut être changé, et celui-ci n’a pas commencé.
    [unsubscribed] Seul un abonnement actif peut être changé, et celui-ci est annulé.
    [unknown] Seul un abonnement actif peut être changé, et l’état de celui-ci n’est pas connu ici.
   *[other] Seul un abonnement actif peut être changé, et celui-ci est « { $status } ».
  }
no-operation = Microsoft travaille encore à un autre changement. Attendez qu’il soit fini.
no-same-plan = C’est le forfait actuel.
no-same-seats = C’est le nombre de postes actuel.
no-limits = Ce forfait permet de { $min } à { $max } postes.
no-flat = Ce forfait ne se vend pas par poste.
no-plan-unknown = Microsoft ne propose pas ce forfait à ce client.
no-window-passed = Le délai est passé ; une réponse arriverait trop tard.
no-answered = Une réponse a déjà été donnée.
no-queued = Un changement attend déjà d’être envoyé.
no-active-already = Il est déjà actif.
no-cancelled = Il est déjà résilié.
no-not-pending = { $status ->
    [suspended] Seul un achat en attente peut être activé, et celui-ci est suspendu.
    [not-started] Seul un achat en attente peut être activé, et celui-ci n’a pas commencé.
   *[other] Seul un achat en attente peut être activé, et celui-ci est « { $status } ».
  }
no-delete = Microsoft ne laisse pas l’éditeur résilier celui-ci : « Delete » n’est pas parmi ses opérations permises.
no-cancelling = La résiliation est désactivée dans cette console, sous Réglages.
no-name-typed = Le nom saisi n’est pas celui du client.
no-consent = Dites d’abord comment le client a donné son accord.
no-read-only = Ces données ont été écrites par un Marketdesk plus récent. Installez cette version pour décider ici.
no-undo-passed = C’est déjà parti et ne peut plus être retiré.
no-offline-live = Hors ligne : une réponse ne pourrait pas arriver à temps.
no-stop-sell = Ce forfait n’est plus vendu.

intent-held = Ce n’est pas encore parti et peut être retiré.
intent-queued = C’est le prochain à partir.
intent-queued-turn = Un autre changement de ce client passe d’abord.
intent-queued-offline = Cela partira au retour de la connexion, après une nouvelle lecture.
intent-queued-sign-in = Cela partira quand Microsoft acceptera de nouveau la connexion.
intent-queued-locked = Microsoft travaille encore à un autre changement ; celui-ci partira ensuite.
intent-queued-too-late = L’envoi a échoué, et le délai se termine avant la prochaine tentative.
intent-queued-throttled = Microsoft demande d’aller moins vite ; cela partira dans un moment.
intent-sending = C’est en route vers Microsoft.
intent-doubt = La réponse s’est perdue. Nous cherchons si cela a pris effet ; rien n’est envoyé deux fois.
intent-working = Microsoft l’a reçu et y travaille.
intent-says-so = Microsoft dit que c’est déjà le cas. Ses données sont relues pour s’en assurer.
intent-says-decided = Microsoft dit que cette demande est déjà tranchée. Ses données sont relues pour savoir comment.
intent-says-locked = Microsoft travaille à un changement qui est peut-être celui-ci. Ses données sont relues pour le savoir.
intent-done = Les données de Microsoft le montrent.
intent-already = C’était déjà le cas ; rien n’a dû être envoyé.
intent-expired = Cela n’a pas pu partir à temps et n’a donc pas été envoyé.
intent-cancelled-meanwhile = L’abonnement a été annulé entre-temps ; rien n’a été envoyé.
intent-accepted-before = C’était accepté avant l’arrivée de la réponse.
intent-refused-before = C’était refusé avant l’arrivée de la réponse.
intent-operation-gone = Microsoft n’a plus cette demande ; il n’y a rien à répondre.
intent-withdrawn = Retiré avant son départ. Rien n’a été envoyé.
intent-world-changed = C’était { $seen } au moment de la demande et c’est { $now } maintenant ; tout s’est donc arrêté ici. Renvoyez-le si c’est encore juste.
intent-refused = Microsoft l’a refusé : { $message }
intent-refused-plainly = Microsoft l’a refusé sans donner de raison. Relisez le client : il a pu changer entre-temps.
intent-failed = Microsoft l’a reçu, puis a échoué : { $message }
intent-not-honoured = Nous avons refusé, et pourtant les données de Microsoft montrent une acceptation.
intent-moved = L’abonnement est devenu autre chose pendant que nous attendions.
intent-no-proof = Microsoft l’a reçu, mais ses données ne le montrent pas encore. Relisez, ou demandez à l’assistance de Microsoft avec les identifiants ci-dessous.
intent-ended = Microsoft l’a reçu, et l’achat a pris fin à la place. Le client doit acheter de nouveau ; dites-lui pourquoi vous écrivez.
intent-unknown = Microsoft ne connaît pas cet abonnement chez cet éditeur. Vérifiez que la bonne connexion est ouverte, puis renvoyez ou retirez.
intent-broken = Ce qui est consigné ici ne peut pas être lu et n’est donc pas envoyé. Refaites la demande.

did-asked = Demandé
did-released = Le temps d’annuler est passé
did-withdrew = Retiré
did-judged = Comparé aux données de Microsoft
did-sent = Envoyé à Microsoft
did-accepted = Microsoft l’a reçu
did-refused = Microsoft l’a refusé : { $message }
did-lost = Aucune réponse n’est venue
did-looked = Données de Microsoft relues
did-done = Fait : les données de Microsoft le montrent
did-stuck = Arrêté : une personne est nécessaire
did-retried = Renvoyé à la main
did-waits = Cela n’a pas encore pu partir ; un nouvel essai suit tout seul
did-obsolete = Devenu inutile

note-proration = Vos conditions publiées disent ce qui est crédité et facturé au prorata ; Microsoft facture d’après elles.
note-usage = « { $plan } » facture aussi l’usage. L’usage d’avant le changement lui appartient : déclarez ce qui n’est pas encore envoyé avant que le changement prenne effet.
note-trial-ends = L’essai gratuit prend fin tout de suite : le nouveau forfait n’en a pas.
note-trial-kept = L’essai gratuit continue ; les jours déjà pris comptent.
note-usage-unsent = De la consommation de ce forfait n’est pas encore envoyée. Envoyez-la d’abord.
note-price-list = Un prix vient de votre propre liste. Une offre privée peut s’en écarter.
note-no-price = Ni Microsoft ni votre liste de prix ne donnent de prix pour l’un des deux.
note-no-price-currency = Les deux prix sont en monnaies différentes ; aucune différence n’est montrée.
note-running = Microsoft travaille encore à un autre changement.
note-old-contract = Microsoft attend ici votre réponse ; le silence n’accepte rien.

settled-elsewhere = C’est réglé ailleurs
settled-done = C’est traité
settled-acknowledged = C’est pris en compte
price-list-line = La ligne { $line } n’a pas pu être lue : { $text }

misread = « { $field } » { $how ->
    [missing] manque
    [not-an-object] n’est pas un objet
    [not-a-list] n’est pas une liste
    [not-words] n’est pas une liste de mots
    [not-text] n’est pas un texte
    [not-a-flag] n’est ni vrai ni faux
    [not-a-count] n’est pas un nombre entier
    [not-a-number] n’est pas un nombre
    [not-a-moment] n’est pas une heure
    [not-a-day] n’est pas une date
   *[other] n’a pas pu être compris
  }.
misread-record = La fiche elle-même n’a pas pu être comprise.
no-suspension-over = Cette suspension est terminée ; ce qui était prévu est gardé.
