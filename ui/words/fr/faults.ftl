fault-raw = La réponse reçue, mot pour mot
fault-open-connection = Renouveler la connexion

fault-offline = { $host } est injoignable. Vérifiez le réseau de cet ordinateur ; un nouvel essai se fait tout seul.
fault-timeout = { $host } n’a pas répondu à temps. Un nouvel essai se fait tout seul.
fault-throttled = { $seconds ->
    [one] Microsoft demande de ralentir. Prochain essai dans { $seconds } seconde.
   *[other] Microsoft demande de ralentir. Prochain essai dans { $seconds } secondes.
  }
fault-server-trouble = Le service de Microsoft a des ennuis (il a répondu { $status }). Un nouvel essai se fait tout seul ; rien n’est perdu.
fault-not-json = Autre chose que Microsoft a répondu, peut-être un proxy d’entreprise ou une page de connexion du réseau. Ouvrez un navigateur sur ce réseau, puis réessayez.
fault-unreadable-answer = La réponse de Microsoft n’a pas pu être lue à « { $field } ». Envoyez le rapport ci-dessous à qui s’occupe de Marketdesk.
fault-secret-wrong = Entra n’a pas accepté le secret client : ce n’est pas un secret de cette application. Collez à nouveau sa valeur, ou créez-en un dans Entra.
fault-secret-id-pasted = Entra n’a pas accepté le secret client : ce qui a été collé ressemble à l’ID du secret. Collez sa valeur ; Entra ne la montre qu’une fois, juste après la création.
fault-secret-expired = Microsoft n’a pas accepté le secret client : il a expiré. Créez-en un nouveau dans Entra et collez-le ici.
fault-secret-missing = Entra n’a reçu aucun secret pour cette application, ou la prend pour une application publique. Collez la valeur du secret.
fault-app-unknown = Entra ne connaît pas cette application dans ce répertoire : l’un des deux ID est faux. Comparez les deux avec Entra, Inscriptions d’applications.
fault-app-disabled = Cette application est désactivée dans Entra. Un administrateur peut l’activer sous Applications d’entreprise.
fault-tenant-unknown = Entra ne connaît pas ce répertoire. Comparez l’ID de répertoire avec Entra, Vue d’ensemble.
fault-tenant-malformed = L’ID de répertoire n’est pas écrit comme Entra l’écrit. Copiez-le depuis Entra, Vue d’ensemble.
fault-resource-missing = La Place de marché n’est pas installée dans ce répertoire : son principal de service manque. Un administrateur peut l’ajouter une fois.
fault-scope-malformed = Entra n’a pas compris à quoi sert la connexion. Laissez vides les adresses sous « Adresses, pour les environnements de test », puis vérifiez encore.
fault-certificate-unknown = Entra ne connaît pas ce certificat pour cette application. Chargez sa partie publique dans Entra, ou utilisez celui qui y figure.
fault-certificate-audience = Entra a refusé la connexion signée : elle était faite pour une autre adresse. Vérifiez l’adresse de connexion sous « Adresses, pour les environnements de test ».
fault-certificate-unreadable = Le certificat ou sa clé privée ne peut pas être lu. Collez les deux au format PEM, non chiffrés, l’un sous l’autre.
fault-clock-wrong = { $seconds ->
    [one] L’horloge de cet ordinateur est décalée de { $seconds } seconde, et Microsoft refuse la connexion. Réglez l’horloge, puis réessayez.
   *[other] L’horloge de cet ordinateur est décalée de { $seconds } secondes, et Microsoft refuse la connexion. Réglez l’horloge, puis réessayez.
  }
fault-policy-blocks = Une stratégie d’accès conditionnel de votre répertoire bloque cette application. Un administrateur peut l’en exempter.
fault-national-cloud = Ce répertoire appartient à un cloud national, que la Place de marché commerciale ne dessert pas. Utilisez un répertoire du cloud mondial.
fault-entra-throttled = Entra demande de ralentir. Un nouvel essai se fait tout seul dans un moment.
fault-entra-trouble = Entra a un ennui passager. Un nouvel essai se fait tout seul.
fault-sign-in-other = Entra a refusé la connexion pour une raison inconnue ici (numéro { $number }). Les mots d’Entra sont ci-dessous ; votre administrateur peut chercher ce numéro.
fault-token-refused = La Place de marché a refusé cette connexion : les offres appartiennent à un autre répertoire ou à une autre application. Comparez les deux ID avec la Configuration technique de l’offre dans l’Espace partenaires.
fault-app-not-registered = La Place de marché ne connaît aucune offre de cette application. Saisissez ses ID dans la Configuration technique de l’offre, dans l’Espace partenaires, et publiez-la.
fault-not-found = Microsoft ne connaît pas cet abonnement. Il est peut-être à un autre éditeur, ou l’identifiant est faux.
fault-refused = Microsoft a refusé la demande (réponse { $status }). Ses propres mots sont ci-dessous.
fault-under-way = Une autre modification de cet abonnement est encore en cours chez Microsoft. Un nouvel essai se fait tout seul dès qu’elle est terminée.
fault-already-so = Cet abonnement a déjà ce forfait ou ce nombre de postes ; rien n’a donc été changé. Relisez-le pour le voir tel qu’il est.
fault-too-late = La réponse est arrivée trop tard : Microsoft avait déjà tranché cette demande. Relisez l’abonnement ; ce qui ne convient pas peut être changé à nouveau.
fault-foreign-link = La liste de Microsoft continuait à une adresse qui n’est pas de Microsoft ; la lecture s’est arrêtée et rien n’y a été envoyé. Envoyez le rapport à qui s’occupe de Marketdesk.
fault-continuation-expired = La liste n’a pas pu être poursuivie, son signet ayant expiré. Elle est relue depuis le début, toute seule.
fault-store-corrupt = Le fichier de données de cet ordinateur est abîmé. Rien n’est perdu chez Microsoft ; fermez Marketdesk et rouvrez-le, la liste se remplit à nouveau.
fault-store-busy = Un autre programme tient le fichier de données de cet ordinateur. Fermez les autres fenêtres de Marketdesk, puis réessayez.
fault-store-newer = Les données de cet ordinateur ont été écrites par un Marketdesk plus récent. Installez la version plus récente pour continuer.
fault-answer-cut = La réponse de Microsoft s’est interrompue, ou était plus grande qu’elle ne devrait. Un nouvel essai se fait tout seul ; derrière un proxy d’entreprise, regardez d’abord là.
fault-insecure-address = { $host } serait interrogé sans chiffrement ; rien n’a été envoyé. Utilisez une adresse qui commence par https.
fault-store-failed = Le fichier de données de cet ordinateur n’a pas pu être lu ou écrit. Vérifiez le disque, puis réessayez.
fault-suddenly-empty = { $known ->
    [one] La liste de Microsoft est revenue vide alors que { $known } abonnement était connu ; elle n’a pas été crue. Vérifiez que cette application appartient toujours à vos offres.
   *[other] La liste de Microsoft est revenue vide alors que { $known } abonnements étaient connus ; elle n’a pas été crue. Vérifiez que cette application appartient toujours à vos offres.
  }
fault-superseded = Les données ont été remplies à nouveau entre-temps ; ceci a été laissé. Réessayez.
fault-vault-damaged = Le fichier des clés de cet ordinateur est abîmé. Utilisez le code de secours pour ouvrir vos données.
fault-disk-full = Le disque de cet ordinateur est plein. Libérez de la place, puis réessayez.
fault-vault-locked = Le trousseau de cet ordinateur est verrouillé. Déverrouillez-le, puis réessayez.
fault-vault-missing = Aucun trousseau ne répond sur cet ordinateur. Démarrez-en un, ou utilisez une phrase secrète.
fault-key-lost = Le trousseau de cet ordinateur ne contient plus la clé de ces données. Saisissez le code de secours gardé lors de la connexion de l’éditeur.
fault-key-wrong = La clé du trousseau de cet ordinateur n’est pas celle de ces données. Saisissez le code de secours gardé lors de la connexion de l’éditeur.
fault-passphrase-wrong = Cette phrase secrète n’ouvre pas. Réessayez, ou utilisez le code de secours.
fault-recovery-code-wrong = Ce code de secours n’ouvre pas. Comparez-le lettre par lettre avec celui que vous avez gardé.
fault-invalid-input = « { $field } » ne peut pas être utilisé tel quel. Corrigez-le, puis réessayez.
fault-bug = Marketdesk a rencontré un cas qu’il ne traite pas et s’est arrêté là ; rien n’a été envoyé. Copiez le rapport pour qui s’en occupe.

token-unknown-field = « { $field } » n’est pas un filtre. Connus : status, offer, plan, channel, renew, trial, term, ends, created et seats.
token-bad-date = « { $value } » n’est pas une date ici. Écrivez des jours, comme ends<60d, ou un jour, comme ends<2027-01-01.
token-bad-number = « { $value } » n’est pas un nombre. Écrivez par exemple seats>10.
token-bad-status = « { $value } » n’est pas un état. Utilisez active, suspended, pending, cancelled, any, ou le mot même de Microsoft.
purchase-link-none = Aucun achat là-dedans. Collez l’adresse entière de la page d’accueil, ou le jeton seul.
purchase-link-spoilt = Cette adresse a été coupée ou modifiée en route. Redemandez-la, copiée en entier si possible.
purchase-link-old = Microsoft n’accepte plus ce lien : il dure 24 heures. Demandez au client d’ouvrir l’abonnement chez Microsoft et d’appuyer de nouveau sur Configurer, ou Gérer.
