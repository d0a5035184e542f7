app = Marketdesk
opening = Ouverture…
nav-main = Principal
customers = Clients
settings = Réglages
environment-production = Production
environment-test = Test
environment-long-production = Production
environment-long-test = Test, sans argent réel
environment-means-production = Vrais clients, argent réel
environment-means-test = Aperçus, simulateur
connections = Connexions
connection-switch = Changer de connexion
connection-add = Connecter un autre éditeur
search-placeholder = Trouver un client, une offre, un forfait ou un identifiant
search-label = Rechercher des clients
display = Langue et apparence
language = Langue
language-system = Comme cet ordinateur
language-en = English
language-fr = Français
theme = Apparence
theme-system = Comme cet ordinateur
theme-light = Claire
theme-dark = Sombre
density = Densité
density-comfortable = Confortable
density-compact = Compacte
on = oui
off = non
never = jamais
close = Fermer
copied = Copié
copy = Copier
copy-report = Copier ce rapport
try-again = Réessayer
try-now = Essayer maintenant
read-now = Lire maintenant
and-more = { $count ->
    [one] et { $count } autre
   *[other] et { $count } autres
  }
day-and-time = { $day }, { $time }
right-as-of = C’était exact à { $time }.

sync-label = Synchronisation
sync-idle = Synchronisé { $time }
sync-sweeping = Lecture de la liste de Microsoft
sync-first = Première lecture complète
sync-offline = Hors ligne depuis { $time }
sync-data-of = Données de { $time }
sync-failing = Non synchronisé depuis { $time }
sync-failing-never = Pas encore synchronisé
sync-progress = Part de la liste déjà lue
sync-progress-read = { $count ->
    [one] page { $pages }, { $count } abonnement
   *[other] page { $pages }, { $count } abonnements
  }
sync-rate = { $rate } par seconde
sync-left = encore { $time } environ
sync-unsent = { $count ->
    [one] { $count } décision à envoyer
   *[other] { $count } décisions à envoyer
  }
sync-subscriptions = { $count ->
    [one] { $count } abonnement
   *[other] { $count } abonnements
  }
sync-quarantined = { $count ->
    [one] { $count } fiche mise de côté
   *[other] { $count } fiches mises de côté
  }
sync-missing = { $count ->
    [one] { $count } manquant
   *[other] { $count } manquants
  }
sync-skew = Horloge décalée de { $time }
sync-next-try = Prochain essai dans { $time }
sync-trying = Essai en cours
sync-asked = Microsoft est interrogé
sync-details = Détail de la synchronisation
sync-title-idle = Tout est lu
sync-title-sweeping = Lecture de la liste de Microsoft
sync-title-offline = Microsoft est injoignable
sync-title-failing = Microsoft répond, mais sans données
sync-means-idle = À { $time }, toute la liste de Microsoft a été lue. Ce qui a changé depuis apparaîtra à la prochaine lecture.
sync-means-sweeping = La liste est lue page par page. Vous pouvez continuer à travailler ; les lignes changent à mesure.
sync-means-sweeping-first = Tout est lu une première fois, page par page. Ce qui est arrivé est déjà utilisable.
sync-means-offline = Vous voyez ce qui a été lu à { $time }. Tout peut être recherché et ouvert ; un nouvel essai se fait tout seul.
sync-means-failing = Vous voyez ce qui a été lu à { $time }. La lecture reprendra une fois la cause ci-dessous levée.
sync-last = Dernière lecture complète
sync-count = Abonnements ici
sync-clock = Horloge de cet ordinateur
sync-clock-apart = { $time } d’écart avec Microsoft
sync-own-pace = La lecture se fait seule toutes les quelques minutes.
sync-missing-title = { $count ->
    [one] { $count } abonnement manque dans la liste de Microsoft
   *[other] { $count } abonnements manquent dans la liste de Microsoft
  }
sync-missing-why = Ils y étaient auparavant. Rien n’a été supprimé ici ; comparez avec l’Espace partenaires.
sync-quarantined-title = { $count ->
    [one] { $count } fiche n’a pas pu être lue
   *[other] { $count } fiches n’ont pas pu être lues
  }
sync-quarantined-why = Elles sont gardées telles que reçues et relues à chaque tour. Le reste de la liste est complet.
sync-no-id = sans identifiant
banner-offline = Hors ligne depuis <b>{ $since }</b>.
banner-data-of = Vous voyez les données de <b>{ $time }</b>.
banner-no-data = Rien n’a encore été lu.

keys = Touches
keys-title = Touches
keys-anywhere = Partout
keys-inbox = À traiter
keys-list = Dans une liste
keys-customer = Sur un client
keys-connect = Connexion d’un éditeur
keys-then = puis
keys-palette = Commandes
keys-go-inbox = Vers les éléments à traiter
keys-go-customers = Vers les clients
keys-go-suspensions = Vers les suspensions
keys-go-history = Vers le journal
keys-go-settings = Vers les réglages
keys-go-rules = Vers les règles
keys-rules = Règles
keys-rule-up = Monter la règle
keys-rule-down = Descendre la règle
keys-rules-put = Mettre le brouillon en vigueur
keys-suspensions = Sur les suspensions
keys-suspension-stage = Étape suivante ou précédente
keys-suspension-move = Changer la carte d’étape
keys-suspension-promise = Noter une promesse
keys-undo = Retirer ce qui vient d’être demandé
keys-filter = Filtrer les éléments
keys-keep-note = Garder la note
keys-search = Rechercher
keys-sheet = Cette feuille
keys-back = Fermer ou revenir
keys-next = Ligne suivante
keys-previous = Ligne précédente
keys-screenful = Un écran vers le bas ou le haut
keys-ends = Première ou dernière ligne
keys-open = Ouvrir la ligne
keys-second-sort = Avec un clic sur un en-tête : trier par une deuxième colonne
keys-tabs = Onglet suivant ou précédent
keys-read-again = Relire chez Microsoft
keys-to-list = Retour à la liste
keys-check = Lancer la vérification
keys-typing = Les lettres ne sont des touches que hors de la saisie.
key-move = se déplacer
key-open = ouvrir
key-search = rechercher
