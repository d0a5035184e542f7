inbox = À traiter
inbox-grid = À traiter, par échéance
inbox-column-due = Échéance
inbox-column-customer = Client
inbox-column-effect = Effet
inbox-column-kind = Nature
inbox-column-what = Objet
inbox-column-owner = Responsable
inbox-count = { $count ->
    [one] { $total } élément
   *[other] { $total } éléments
  }
inbox-detail = L’élément choisi
inbox-search = Filtrer les éléments
inbox-search-placeholder = Filtrer : kind:request owner:me due<24h
inbox-empty = Rien ne vous attend
inbox-empty-why = Ce qui demande une personne arrive ici tout seul.
inbox-empty-never = Les éléments arriveront une fois la liste de Microsoft lue.
inbox-empty-filter = Aucun élément ne correspond à « { $search } »
inbox-empty-of = { $count ->
    [0] Il n’y a pas d’autre élément.
    [one] { $everything } élément parcouru.
   *[other] { $everything } éléments parcourus.
  }
key-filter = filtrer
key-all = toutes les touches

kind-request = Demande
kind-purchase = À activer
kind-suspended = Suspendu
kind-reinstated = Rétabli
kind-cancelled = Annulé
kind-renewal = Renouvellement
kind-trial = Essai
kind-intent = À vous de voir
kind-unreadable = Illisible
kind-missing = Manquant
kind-connection = Connexion
stage-live = Demande en direct
stage-waiting = Demande
stage-checking = Demande, vérification
stage-silent = Acceptée par silence
stage-unseen = Vue trop tard
stage-answered = Répondue
stage-held = Demande retenue
stage-unconfirmed = Retenue, à confirmer
stage-ruled = Réponse d’une règle
stage-overruled = Changé malgré le refus
stage-promised = Passera la prochaine fois

due-now = Échu
due-minutes = { $count } min
due-hours-minutes = { $hours } h { $minutes }
due-hours = { $count } h
due-days = { $count } j
due-of-live = pour répondre
due-of-waiting = d’attente
due-of-checking = depuis la fin
due-of-silent = pour revoir
due-of-unseen = pour revoir
due-of-answered = depuis l’échéance
due-of-held = en attente
due-of-unconfirmed = en attente
due-of-ruled = pour revoir
due-of-overruled = à revoir
due-of-promised = restants
due-of-purchase = pour activer
due-of-suspended = restants
due-of-reinstated = pour voir
due-of-cancelled = de garde
due-of-renewal = avant la fin
due-of-trial = d’essai
due-of-intent = à vous de voir
due-of-unreadable = pour voir
due-of-missing = pour voir
due-of-connection = restants
due-past = de retard
due-estimate = { $what }, est.
due-snoozed = jusqu’à { $time }
countdown-passed = passé
countdown-said = { $count ->
    [0] Le délai est passé. Les données de Microsoft sont vérifiées.
    [one] { $count } seconde pour répondre.
   *[other] { $count } secondes pour répondre.
  }
effect-month = { $money }/mois
owner-none = personne encore

action-approve = Approuver
action-decline = Refuser
action-let-pass = Laisser passer la prochaine demande identique, pendant 7 jours
action-acknowledge = Prendre acte
action-activate = Activer…
action-cancel = Résilier…
action-change-back = Revenir en arrière…
action-retry = Renvoyer
action-withdraw = Retirer
action-read-again = Relire
action-check = Vérification guidée
action-snooze = Reporter
action-note = Note
action-assign = Confier
leaves-at-once = Part tout de suite, sans retour possible.
reason = Motif
reason-missing = Indiquez le motif : l’historique le garde.
notes = Notes
note-text = Une note sur cet élément
note-placeholder = Ce qui a été dit, promis ou constaté
note-save = Garder la note
item-change = Ce qui change
item-change-back = Si l’on revient en arrière
item-intent = Ce qui a été demandé
item-history = Ce qui a été fait
item-id = Élément
fact-status = État

snooze-title = Reporter
snooze-back = Le ramener maintenant
snooze-hour = D’une heure
snooze-evening = Ce soir
snooze-tomorrow = Demain matin
snooze-monday = Lundi prochain
snooze-date = Jusqu’au matin du
assign-title = À qui le confier
assign-me = À moi
assign-nobody = À personne
assign-name = À quelqu’un d’autre
assign-save = Confier

views = Vues
view-all = Tout
view-owner-me = Les miens
view-kind-request = Demandes
view-kind-suspended = Suspendus
view-kind-purchase = À activer
view-is-snoozed = Reportés
view-due-h = Bientôt dus
view-is-unassigned = Sans responsable
view-pin = Épingler
view-unpin = Détacher cette vue
view-name = Un nom pour cette recherche
view-pin-save = Épingler

toast = Ce qui vient d’être demandé
toast-held = { $what } pour { $customer }.
toast-sent = { $what } pour { $customer } : envoyé à Microsoft.
toast-queued = { $what } pour { $customer } : gardé ici, envoyé dès que possible.
toast-undo = Annuler
toast-undo-how = Touche U pour annuler.
toast-withdrawn = Retiré. Rien n’a été envoyé.
toast-retried = Nouvel envoi en cours.
toast-acknowledged = { $customer } : pris en compte.
toast-snoozed = Reporté.
toast-back = De retour parmi les éléments à traiter.
toast-assigned = Confié.
toast-noted = Note gardée.
