# Les règles : des réponses données d’avance aux demandes des clients.

rules = Règles pour les demandes
rules-link = Règles pour les demandes
rules-link-why = Ce que le relais répond aux demandes de forfait ou de postes des clients, jour et nuit.
rules-lead = La première règle qui s’applique répond. Si aucune ne s’applique, le silence dit oui au bout de dix secondes.
rules-draft = Brouillon, pas en vigueur
rules-in-force = Version { $version } en vigueur
rules-none-in-force = Aucune règle en vigueur
rules-in-force-why = mise en vigueur par { $author }, { $when }
rules-discard = Abandonner le brouillon
rules-discard-ask = Abandonner le brouillon ?
rules-discard-why = Ce qui est en vigueur le reste. Ce que le brouillon a changé est perdu.
rules-put = Mettre en vigueur…
rules-put-title = Mettre ces règles en vigueur
rules-put-now = Mettre en vigueur
rules-put-why = Dès lors, le relais répond d’après elles, en quelques secondes et sans rien demander à personne ici.
rules-reason-hint = Ce que vos collègues liront dans les versions.
rules-done = La version { $version } est en vigueur.
rules-relay-run = Dans le journal du relais, { $requests ->
    [one] { $otherwise } demande sur une
   *[other] { $otherwise } demandes sur { $requests }
  } auraient reçu une autre réponse.
rules-relay-flaws = Le relais reproche à la liste :
rules-local-run = D’après cet ordinateur, { $otherwise } demandes sur { $requests } auraient reçu une autre réponse.
rules-no-relay = Aucun relais n’est connecté. On peut rédiger des règles et les essayer ici sur les demandes passées ; seul un relais peut répondre d’après elles, donc rien ne peut être mis en vigueur.
rules-unchanged = Le brouillon dit déjà ce qui est en vigueur.
rules-nothing-yet = Il n’y a pas encore de règle.
rules-flawed = { $count ->
    [one] Une règle est d’abord à corriger.
   *[other] { $count } règles sont d’abord à corriger.
  }
rules-behind = La version { $version } a été mise en vigueur par { $author } après le début de ce brouillon. Lisez-la d’abord.
rules-behind-take = Repartir de la version { $version }
rules-behind-keep = Garder mon brouillon à sa place
rules-behind-first = Quelqu’un a mis une autre version en vigueur entre-temps.
rules-not-kept = Le brouillon n’a pas pu être conservé sur cet ordinateur.

rules-count = { $count ->
    [0] Aucune règle
    [one] { $count } règle
   *[other] { $count } règles
  }
rule-new = Nouvelle règle
rule-new-name = Nouvelle règle
rule-copy-name = { $name } (copie)
rule-name = Nom
rule-name-placeholder = Le nom que vos collègues lui donnent
rule-off = arrêtée
rule-enabled = Cette règle est prise en compte
rule-up = Monter : { $name }
rule-down = Descendre : { $name }
rule-moved = { $name } est maintenant à la place { $place } sur { $count }.
rule-removed = { $name } a été supprimée.
rule-copy = Copier
rule-remove = Supprimer
rule-number = Règle { $number }
rule-nameless = sans nom
rule-in-past = { $number } en 90 jours
rule-has-flaws = à corriger
rule-has-notes = à savoir
rule-last = Modifiée par { $author }, { $when } : { $reason }
rule-last-bare = Modifiée par { $author }, { $when }
rule-yet = Pas encore en vigueur.
rules-else = Tout le reste
rules-else-why = Aucune règle ne s’applique : le silence dit oui
rules-list = Règles, de la première à la dernière
rules-list-keys = Déplacer la règle
rule-keys-between = D’une règle à l’autre

# Les onglets du milieu.
rules-tab-rule = Cette règle
rules-tab-matrix = Tous les changements
rules-tab-ladder = Ordre des forfaits
rules-tab-history = Versions
rules-tabs = Ce que l’on regarde

# Une règle en toutes lettres.
rule-sentence = { $when } : { $answer }
rule-asks-plan = Quand un client demande un autre forfait
rule-asks-seats = Quand un client demande plus ou moins de postes
rule-asks-any = Quand un client demande un autre forfait ou d’autres postes
rule-if-offers = de l’offre { $any }
rule-if-from = depuis { $any }
rule-if-to = vers { $any }
rule-if-direction = { $anyOf }
rule-if-total-least = avec ensuite { $least } postes ou plus
rule-if-total-most = avec ensuite { $most } postes ou moins
rule-if-total-between = avec ensuite de { $least } à { $most } postes
rule-if-total-exactly = avec ensuite exactement { $exactly } postes
rule-if-change-more = { $count ->
    [one] en ajoutant un poste ou plus
   *[other] en ajoutant { $count } postes ou plus
  }
rule-if-change-fewer = { $count ->
    [one] en rendant un poste ou plus
   *[other] en rendant { $count } postes ou plus
  }
rule-if-change-least = avec un écart de { $least } postes ou plus
rule-if-change-most = avec un écart de { $most } postes ou moins
rule-if-change-between = avec un écart de { $least } à { $most } postes
rule-if-change-exactly = avec un écart de { $exactly } postes
rule-if-percent-more = avec une hausse de { $count } % ou plus
rule-if-percent-fewer = avec une baisse de { $count } % ou plus
rule-if-percent-least = avec un écart de { $least } % ou plus
rule-if-percent-most = avec un écart de { $most } % ou moins
rule-if-percent-between = avec un écart de { $least } à { $most } %
rule-if-percent-exactly = avec un écart de { $exactly } %
rule-if-below-use = en passant sous les postes utilisés
rule-if-customers = s’il s’agit de { $any }
rule-if-customers-many = s’il est l’un de { $count } clients
rule-if-direct = acheté en direct
rule-if-reseller = acheté par un revendeur
rule-if-hours = { $anyOf } de { $from } à { $to } ({ $zone })
rule-or-hours = ou { $anyOf } de { $from } à { $to } ({ $zone })
rule-if-hours-whole = { $anyOf } ({ $zone })
rule-or-hours-whole = ou { $anyOf } ({ $zone })
rule-if-unknown = et « { $all } », que cette version de Marketdesk ne connaît pas
rule-then-accept = dire oui.
rule-then-refuse = refuser. Personne n’a à regarder.
rule-then-hold = refuser pour l’instant et garder la demande pour une personne.
rule-then-ask-accept = la montrer à une personne pendant { $seconds } secondes ; sans réponse, dire oui.
rule-then-ask-refuse = la montrer à une personne pendant { $seconds } secondes ; sans réponse, refuser.
rule-then-ask-hold = la montrer à une personne pendant { $seconds } secondes ; sans réponse, refuser pour l’instant et la garder.
rule-then-unknown = quelque chose que cette version de Marketdesk ne connaît pas. Si le relais ne le connaît pas non plus, il dit oui et demande une relecture.
way-upgrade = vers le haut
way-downgrade = vers le bas
way-same = vers un forfait égal
way-unordered = entre des forfaits sans ordre
day-any = chaque jour
day-working = les jours ouvrés
day-monday = le lundi
day-tuesday = le mardi
day-wednesday = le mercredi
day-thursday = le jeudi
day-friday = le vendredi
day-saturday = le samedi
day-sunday = le dimanche
weekday-monday = lun.
weekday-tuesday = mar.
weekday-wednesday = mer.
weekday-thursday = jeu.
weekday-friday = ven.
weekday-saturday = sam.
weekday-sunday = dim.

# Ce qui ne va pas dans une règle, et ce qu’il faut savoir.
rule-flaw-no-id = La règle n’a pas d’identifiant.
rule-flaw-same-id = Une autre règle a le même identifiant. Supprimez l’une des deux.
rule-flaw-no-name = Donnez un nom à la règle, pour que l’on puisse en parler.
rule-flaw-nothing = « { $anyOf } » ne désigne rien. Choisissez quelque chose, ou supprimez la condition.
rule-flaw-impossible = « { $anyOf } » demande un minimum plus grand que le maximum : la règle ne pourrait jamais s’appliquer.
rule-flaw-seconds = On peut interroger une personne de 1 à 8 secondes, pas { $given } : Microsoft en attend dix.
rule-flaw-unreadable = « { $anyOf } » ne peut pas être lu : vérifiez les heures et le fuseau horaire.
rule-note-unknown = Un Marketdesk plus récent a écrit « { $all } ». C’est conservé tel quel. Tant que le relais ne le connaît pas, ce que cette règle déciderait est accepté, à relire.
rule-note-shadowed = Jamais atteinte : « { $rule } », au-dessus, s’applique à toute demande.
rule-note-refuses-all = Aucune condition : cette règle refuse toute demande qui l’atteint.
rule-note-below-use = Aucun de vos services ne compte encore les postes utilisés. D’ici là, les demandes que cela seul pourrait décider sont acceptées, à relire.
rule-note-set = Il n’y a pas d’ensemble de clients nommé { $all }. Les demandes qu’il pourrait décider sont acceptées, à relire.
rule-note-no-order = Rien ne dit quel forfait de { $all } est au-dessus d’un autre : donnez un ordre à ses forfaits, ou importez des prix. D’ici là, ces demandes sont acceptées, à relire.
doubt-missing = acceptée, à relire : rien ne renseigne sur « { $anyOf } »
doubt-stale = acceptée, à relire : ce qui renseigne sur « { $anyOf } » est trop ancien
doubt-unknown = acceptée, à relire : « { $all } » est inconnu de cette version
doubt-outcome = acceptée, à relire : la réponse est inconnue de cette version
doubt-no-target = acceptée, à relire : le message ne dit pas ce qui est demandé

# Le formulaire d’une règle.
condition-asks = Demande
condition-offers = Offre
condition-from = Forfait actuel
condition-to = Forfait voulu
condition-direction = Sens
condition-seats = Postes
condition-customers = Clients
condition-channel = Achat
condition-hours = Heures
condition-other = Une condition
condition-add = Ajouter une condition
condition-remove = Supprimer : { $condition }
conditions-title = S’applique quand
conditions-none = Aucune condition : elle s’applique à toute demande.
conditions-unknown = D’un Marketdesk plus récent, conservé tel quel :
asks-any = forfait ou postes
asks-plan = un autre forfait
asks-seats = d’autres postes
channel-is = Le client a acheté
channel-is-direct = en direct
channel-is-reseller = par un revendeur
offers-none = Aucune offre n’est encore connue. Elles viennent avec la liste des abonnements.
plans-none = Aucun forfait n’est encore connu.
plan-gone = { $plan } (inconnu ici)
seats-total = Postes ensuite
seats-change = Postes en plus ou en moins
seats-percent = En plus ou en moins, en pour cent
seats-at-least = au moins
seats-at-most = au plus
seats-change-hint = Des postes en moins sont des nombres sous zéro : au plus −1, c’est un poste rendu ou davantage.
seats-below-use = Moins que les postes utilisés
customers-sets = Ensembles
customers-chosen = Clients
customers-find = Chercher un client
customers-find-placeholder = Nom, adresse ou identifiant
customers-drop = Retirer { $customer }
customers-nobody = Personne n’est trouvé.
customers-tenants = Locataires
customers-tenants-hint = Identifiants de locataire, un par ligne. Un locataire compte, qu’il paie ou qu’il utilise.
hours-days = Jours
hours-days-hint = Aucun choisi : chaque jour.
hours-from = de
hours-to = à
hours-zone = Fuseau horaire
hours-add = Autres heures
hours-remove = Supprimer ces heures
hours-hint = Une fin qui n’est pas plus tard est celle du lendemain.
outcome-title = Réponse
outcome-accept = Dire oui
outcome-accept-why = Aussitôt, au nom de l’éditeur.
outcome-hold = Refuser pour l’instant, une personne décide
outcome-hold-why = Microsoft reçoit un non ; la demande attend dans la boîte, et un oui envoie ensuite le changement.
outcome-refuse = Refuser
outcome-refuse-why = Microsoft reçoit un non ; personne n’a à regarder.
outcome-ask = La montrer d’abord à une personne
outcome-ask-why = Seulement tant que le Marketdesk de quelqu’un la montre ; sinon la seconde réponse vaut aussitôt.
outcome-seconds = Secondes
outcome-fallback = Si personne ne répond
outcome-unknown = Comme un Marketdesk plus récent l’a écrit

# Les réponses en bref.
answer-accept = Accepter
answer-review = Accepter, relire
answer-ask = Demander
answer-hold = Retenir
answer-refuse = Refuser
answer-accept-count = Acceptées
answer-review-count = Acceptées, à relire
answer-ask-count = Montrées d’abord
answer-hold-count = Retenues
answer-refuse-count = Refusées
answer-accept-why = dire oui
answer-review-why = oui, faute de pouvoir décider ; une personne relit ensuite
answer-ask-why = d’abord une personne, s’il y en a une
answer-hold-why = non pour l’instant, une personne décide
answer-refuse-why = non
answer-by = règle { $number }
answer-by-none = aucune règle

# Le tableau.
matrix-offer = Offre
matrix-channel = Achat
matrix-seats = Postes
matrix-from = De
matrix-to = Vers
matrix-caption = Ce que le brouillon répond à chaque changement de forfait de { $offer }
matrix-why = Comme pour un client d’aucun ensemble, qui demande maintenant. Les nombres sont les demandes des 90 derniers jours.
matrix-pair = De { $from } à { $to } :
matrix-asked = demandes en 90 jours,
matrix-open = Ouvrir la règle { $number }
matrix-new = Nouvelle règle pour ce changement
matrix-rule-name = De { $from } à { $to }
matrix-one = { $offer } n’a qu’un forfait connu : il n’y a pas d’autre où aller.
matrix-keys = Les flèches déplacent, Entrée ouvre la règle.

# L’ordre des forfaits.
ladder-why = Un ordre dit aux règles ce qui est plus haut ou plus bas. Sans lui, les prix publics le disent ; sans eux, rien.
ladder-none = Pas d’ordre propre : les prix publics en décident, quand tous les forfaits en ont un.
ladder-priced = Tous les forfaits ont un prix public.
ladder-unpriced = Sans prix public : { $plans }.
ladder-begin = Donner un ordre à ces forfaits
ladder-end = Suivre les prix publics
ladder-highest = le plus haut
ladder-lowest = le plus bas
ladder-off = Sans place : ni plus haut ni plus bas
ladder-up = Monter : { $plan }
ladder-down = Descendre : { $plan }
ladder-join = Mettre à côté du forfait d’en dessous : { $plan }
ladder-take-off = Retirer de l’échelle : { $plan }
ladder-put-on = Mettre sur l’échelle : { $plan }
ladder-customers = { $count ->
    [0] personne
    [one] { $count } client
   *[other] { $number } clients
  }
ladder-moved = { $plan } est maintenant à l’échelon { $rung } sur { $count }.

# L’essai à blanc.
dry-title = Essai à blanc
dry-span = du { $since } au { $until }
dry-why = { $count ->
    [0] Aucun changement de forfait ni de postes n’a été vu pendant ces 90 jours.
    [one] Le brouillon, face à la seule demande des 90 derniers jours.
   *[other] Le brouillon, face aux { $number } demandes des 90 derniers jours.
  }
dry-answer = Réponse
dry-now = Actuel
dry-draft = Brouillon
dry-difference = Écart
dry-requests = Demandes
dry-change = { $count ->
    [0] aucune ne change
    [one] { $count } change
   *[other] { $number } changent
  }
dry-otherwise = Recevraient une autre réponse
dry-same = Aucune demande n’aurait reçu une autre réponse.
dry-more = et { $count } de plus
dry-note = Un essai à blanc n’envoie rien. Il lit les changements que cet ordinateur a vus ; ce qui fut refusé n’y a pas laissé de trace.
dry-line = { $before } avant, { $after } selon le brouillon
rule-past-plan = { $from } à { $to }
rule-past-seats = de { $from } à { $to } postes

# Versions.
rules-version = Version { $version }
rules-version-now = en vigueur
rules-version-by = { $author }, { $when }
rules-history-empty = Pas encore de version. La première paraît ici quand des règles sont mises en vigueur.
rules-added = Ajoutées : { $all }
rules-removed = Supprimées : { $all }
rules-changed = Modifiées : { $all }
rules-reordered = Ordre des règles modifié
rules-ladders-changed = Ordre des forfaits modifié
rules-unreadable = Écrite par un Marketdesk plus récent, sous une forme que celui-ci ne sait pas lire.
rules-roll-back = Y revenir…
rules-roll-back-title = Revenir à la version { $version }
rules-roll-back-why = Ses règles reviennent en vigueur, comme nouvelle version. Votre brouillon reste tel quel.
rules-roll-back-now = Y revenir

# Rien encore.
rules-empty-title = Aucune règle : le silence répond
rules-empty-silence = Microsoft attend dix secondes après qu’un client a demandé un autre forfait ou d’autres postes. Qui ne dit rien a dit oui : le changement prend effet et il est facturé.
rules-empty-rules = Une règle est une réponse donnée d’avance. Le relais la donne en votre nom, jour et nuit, avant la fin des dix secondes.
rules-empty-start = Commencez par l’une de celles-ci, et changez-la à votre gré :
rules-start-down = Retenir tout passage à un forfait plus petit
rules-start-seats = Retenir les grands sauts de postes
rules-start-seats-name = Hausse de postes de moitié ou plus
rules-start-down-name = Passages vers le bas
rules-start-night = Tout retenir hors des heures de bureau
rules-start-night-name = Hors des heures de bureau
rules-start-blank = Une règle vide

# Échecs.
fault-relay-silent = Le relais ne répond pas. On voit ce qu’il a dit en dernier ; le brouillon reste sur cet ordinateur.
fault-rules-newer = La version { $version } est déjà en vigueur : quelqu’un a été plus rapide. Rien n’a été changé ; lisez-la d’abord.
fault-rules-version-unknown = Le relais n’a plus cette version.
fault-rules-flawed = La liste contient une règle qui ne peut pas être mise en vigueur. Corrigez-la d’abord.
fault-rules-forbidden = Ce bureau peut lire les règles du relais, mais pas les changer. La personne qui gère le relais peut le permettre.
fault-rules-unreadable = Le relais a des règles sous une forme que cette version de Marketdesk ne sait pas lire. Elles répondent comme avant ; mettez Marketdesk à jour pour les modifier.
rules-no-reason = Indiquez le motif : il est conservé avec la version.
