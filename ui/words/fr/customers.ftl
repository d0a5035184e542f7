customers-grid = Abonnements
customers-column-name = Client
customers-column-offer = Offre
customers-column-plan = Forfait
customers-column-seats = Postes
customers-column-status = État
customers-column-term = Durée
customers-column-term-end = Fin de période
customers-column-renew = Renouv.
customers-column-channel = Canal
customers-column-buyer = Acheteur
customers-column-created = Acheté le
customers-found = { $count ->
    [0] Aucun abonnement trouvé
    [one] { $count } abonnement trouvé
   *[other] { $count } abonnements trouvés
  }
customers-foot = { $count ->
    [one] { $count } abonnement sur { $everything }
   *[other] { $count } abonnements sur { $everything }
  }
customers-counting = Décompte…
customers-cancelled-hidden = Les abonnements annulés sont masqués
grid-sort-hint = Cliquez pour trier. Majuscule et clic pour trier par une deuxième colonne.
no-name = Sans nom
about-us = Cette connexion
row-missing = manquant
row-missing-why = N’est plus dans la liste de Microsoft. Il y était auparavant ; il est conservé ici.
row-trial = essai
term-months = { $count } mois
term-years = { $count ->
    [one] { $count } an
   *[other] { $count } ans
  }
channel-direct = Direct
channel-reseller = Revendeur

status-not-started = Non commencé
status-pending = À activer
status-subscribed = Actif
status-suspended = Suspendu
status-unsubscribed = Annulé
storefront-not-started = Non commencé
storefront-pending = Provisionnement, en attente de traitement
storefront-subscribed = Abonné
storefront-suspended = Suspendu
storefront-unsubscribed = Désabonné
storefront-unknown = { $raw }
status-title =
    { $ours }
    Dans l’API de Microsoft : { $api }
    Dans la vitrine : { $storefront }

filters = Filtres
filter-pending = À activer
filter-suspended = Suspendus
filter-ending = Fin sous 60 jours
filter-leaving = Sans renouvellement
filter-trial = Essais
filter-reseller = Revendeurs
filter-words = Tous les filtres
filter-words-how = Tapez-les dans la recherche, avec un nom, une adresse ou un identifiant. Un clic en place un.
example-status = active, suspended, pending, cancelled, any, ou le mot même de Microsoft
example-offer = une partie de l’identifiant d’une offre
example-plan = une partie de l’identifiant d’un forfait
example-channel = direct ou reseller (revendeur)
example-renew = renouvellement automatique : on ou off
example-trial = essai gratuit : yes ou no
example-term = durée de la période, comme Microsoft l’écrit
example-ends = la période se termine dans ce nombre de jours
example-ends-day = la période se termine avant ce jour
example-created = date d’achat, en âge (jours) ou par jour
example-seats = plus de postes, ou moins avec <
hide-cancelled = Masquer les annulés
tokens-label = Comment votre recherche a été comprise
token-remove = Retirer { $token }

empty-filter = Rien ne correspond à « { $search } »
empty-all-cancelled = Tous les abonnements d’ici sont annulés
empty-filter-of = { $everything } abonnements parcourus.
empty-hidden = Les abonnements annulés sont masqués.
clear-search = Effacer la recherche
show-cancelled = Montrer les annulés
empty-none = Aucun abonnement pour l’instant
empty-none-why = La liste de Microsoft pour cet éditeur est vide. Le premier achat apparaîtra ici tout seul.
empty-first = Première lecture de vos abonnements
empty-first-why = { $count ->
    [one] { $count } pour l’instant. Ils apparaissent ici à mesure.
   *[other] { $count } pour l’instant. Ils apparaissent ici à mesure.
  }
empty-never = Rien n’a encore été lu
empty-never-why = La liste se remplira dès que Microsoft aura répondu.
