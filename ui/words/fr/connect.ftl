connect-title = Connecter un éditeur
connect-title-again = Renouveler la connexion de { $publisher }
connect-why = Il vous faut trois choses d’Entra : le répertoire, l’application et son secret. Elles restent dans le trousseau de cet ordinateur et ne vont qu’à Microsoft.
connect-why-certificate = Il vous faut trois choses d’Entra : le répertoire, l’application et le certificat qui y est inscrit. Elles restent dans le trousseau de cet ordinateur ; la clé privée n’en sort jamais.
entry-publisher = Nom de l’éditeur
entry-environment = Environnement
entry-tenant = ID de répertoire (locataire)
entry-application = ID d’application (client)
entry-secret = Secret client
entry-expires = Expiration du secret
entry-expires-why = Entra l’affiche à côté du secret. Vous serez prévenu à temps.
entry-pem = Certificat et clé privée (PEM)
entry-pem-how = Les deux, l’un sous l’autre. Deux fichiers peuvent être choisis l’un après l’autre.
entry-authority = Adresse de connexion (autorité)
entry-authority-default = Laissée vide : https://login.microsoftonline.com
entry-base = Adresse de la Place de marché (URL de base)
entry-base-default = Laissée vide : https://marketplaceapi.microsoft.com
entry-passphrase = Phrase secrète
entry-again = La même encore une fois
optional = facultatif
advanced = Adresses, pour les environnements de test
advanced-why = Seulement pour un simulateur ou un émulateur. Les adresses de Microsoft ne demandent rien ici.
use-certificate = Plutôt un certificat
use-secret = Plutôt un secret
choose-file = Choisir un fichier…
show-secret = Montrer le secret
hide-secret = Cacher le secret
flaw-publisher = Donnez un nom à l’éditeur ; vous le verrez en haut de la fenêtre.
flaw-tenant = Collez l’ID de répertoire depuis Entra, Vue d’ensemble.
flaw-tenant-shape = Ce n’est ni un ID comme 5d2c9e14-70ab-4f38-8c61-b0e94a17d2f5, ni un domaine comme contoso.onmicrosoft.com.
flaw-application = Collez l’ID d’application depuis Entra, Inscriptions d’applications.
flaw-application-shape = Un ID d’application ressemble à b81f3a60-2e9d-4c57-a4d8-6f0c92e5137b.
flaw-secret = Collez la valeur du secret depuis Entra, Certificats et secrets.
flaw-secret-id = Ceci a la forme de l’ID d’un secret, pas de sa valeur.
flaw-pem = Collez le certificat et sa clé privée, ou choisissez le fichier qui les contient.
flaw-pem-certificate = Le certificat manque : une partie qui commence par -----BEGIN CERTIFICATE-----.
flaw-pem-key = La clé privée manque : une partie qui commence par -----BEGIN PRIVATE KEY-----.
check-run = Vérifier
check-again = Vérifier encore
checking = Vérification
check-sends-nothing = Lecture seule. Rien n’est changé chez Microsoft.
connect = Connecter
connecting = Connexion

check-title = La vérification guidée
check-not-run = Neuf étapes, quelques secondes
check-summary = { $failed ->
    [0] { $done } sur { $count }
    [one] { $done } sur { $count }, { $failed } a besoin de vous
   *[other] { $done } sur { $count }, { $failed } ont besoin de vous
  }
step-details = Ce que vous avez saisi est complet
step-reach = Microsoft est joignable
step-clock = Votre horloge s’accorde avec celle de Microsoft
step-directory = Entra connaît ce répertoire
step-application = Entra connaît cette application
step-credential-secret = Entra accepte le secret
step-credential-certificate = Entra accepte le certificat
step-resource = Entra lui ouvre la Place de marché
step-subscriptions = Vos abonnements peuvent être lus
step-not-empty = Il y a des abonnements à voir
step-waits = attend
step-asking = en cours
step-asked = demandé à { $time }
step-is-waiting = En attente :
step-is-running = En cours :
step-is-done = Fait :
step-is-attention = À regarder :
step-is-failed = Échec :
check-clock-apart = { $seconds } s d’écart
check-subscriptions-seen = { $count ->
    [one] { $count } sur la première page
   *[other] { $count } sur la première page
  }
check-list-empty = La liste est vide. C’est juste pour un éditeur sans ventes ; un mauvais répertoire donne la même chose, comparez donc l’ID de répertoire avec celui de l’Espace partenaires.
check-host = { $host }
check-directory-name = { $tenant }

admin-copy = Copier une demande pour votre administrateur
admin-request = Pour connecter Marketdesk à la Place de marché commerciale, il faut corriger quelque chose dans Entra.
admin-ids = Répertoire : { $tenant }, application : { $application }
entra-table = Où trouver la valeur dans Entra
entra-description = Description
entra-expires = Expire
entra-date = dans 24 mois
entra-value = Valeur
entra-id = ID du secret
entra-copy-this = Copiez la valeur, pas l’ID

fix-fault-secret-id-pasted =
    Dans Entra, ouvrez Inscriptions d’applications, votre application, Certificats et secrets.
    Choisissez Nouveau secret client. Copiez la Valeur avant de quitter la page : elle n’est montrée qu’une fois.
    Collez-la à gauche et vérifiez encore.
fix-fault-secret-wrong =
    Voyez si le secret a été copié en entier, sans espace à la fin.
    Si sa valeur n’est plus connue, créez-en un : Entra, Inscriptions d’applications, votre application, Certificats et secrets.
    Collez-le à gauche et vérifiez encore.
fix-fault-secret-expired =
    Dans Entra, ouvrez Inscriptions d’applications, votre application, Certificats et secrets.
    Choisissez Nouveau secret client et copiez sa Valeur.
    Collez-la à gauche, avec sa nouvelle date, et vérifiez encore.
fix-fault-secret-missing =
    Dans Entra, ouvrez Inscriptions d’applications, votre application, Authentification.
    Voyez si « Autoriser les flux de clients publics » est désactivé, puis collez le secret à gauche.
fix-fault-app-unknown =
    Dans Entra, ouvrez Inscriptions d’applications et comparez l’ID d’application (client).
    Voyez sur la même page si l’ID de répertoire (locataire) est celui que vous avez saisi.
fix-fault-app-disabled =
    Dans Entra, ouvrez Applications d’entreprise, votre application, Propriétés.
    Mettez « Activé pour que les utilisateurs se connectent » sur Oui.
fix-fault-tenant-unknown =
    Dans Entra, ouvrez Vue d’ensemble et copiez l’ID de locataire.
    Prenez le répertoire où l’application est inscrite, pas celui d’un client.
fix-fault-tenant-malformed =
    Dans Entra, ouvrez Vue d’ensemble et copiez l’ID de locataire tel quel.
fix-fault-resource-missing =
    Un administrateur crée une fois le principal de service de la Place de marché, pour l’application 20e940b3-4c77-4b0b-9a53-9e16a1b010a7.
    Vérifiez ensuite encore.
fix-fault-certificate-unknown =
    Dans Entra, ouvrez Inscriptions d’applications, votre application, Certificats et secrets, Certificats.
    Chargez la partie publique du certificat utilisé ici, ou choisissez celui qui y figure déjà.
fix-fault-policy-blocks =
    Un administrateur ouvre Entra, Protection, Accès conditionnel.
    Exemptez cette application de la stratégie qui bloque les identités de charge de travail, ou autorisez ce lieu.
fix-fault-token-refused =
    Dans l’Espace partenaires, ouvrez l’offre, Configuration technique.
    Voyez si ses ID de répertoire et d’application sont ceux saisis ici, et publiez l’offre.
fix-fault-app-not-registered =
    Dans l’Espace partenaires, ouvrez l’offre, Configuration technique.
    Saisissez cet ID de répertoire et d’application, et publiez l’offre, au moins en aperçu.
fix-fault-clock-wrong =
    Réglez l’horloge de cet ordinateur sur l’heure du réseau, puis vérifiez encore.
fix-fault-offline =
    Voyez si d’autres pages s’ouvrent dans un navigateur sur cet ordinateur.
    Derrière un proxy d’entreprise, cette adresse doit être autorisée.

recovery-connected = { $publisher } est connecté
recovery-title = Gardez ce code de secours
recovery-why = Tout ce qui est gardé ici est scellé par une clé du trousseau de cet ordinateur. Si cette clé se perd, <b>seul ce code</b> l’ouvre encore.
recovery-once = Il est montré maintenant, et plus jamais.
recovery-where = Gardez-le avec vos mots de passe, pas seulement sur cet ordinateur.
recovery-copy = Copier le code de secours
recovery-kept = Je l’ai gardé
recovery-done = Aller aux clients

locked-title-unlock = Marketdesk est verrouillé
locked-title-choose = Choisissez une phrase secrète
locked-title-recover = Ouvrir avec le code de secours
locked-why-unlock = Ce qui est gardé ici est scellé. Votre phrase secrète l’ouvre.
locked-why-choose = Cet ordinateur n’a pas de trousseau. Une phrase secrète scelle ce qui est gardé ici ; elle vous est demandée à chaque démarrage.
locked-why-recover = Le code que vous avez gardé en connectant cet éditeur.
locked-why-vault = Le trousseau de cet ordinateur n’a plus la clé. Le code que vous avez gardé en connectant cet éditeur l’ouvre à nouveau.
locked-do-unlock = Déverrouiller
locked-do-choose = Continuer
locked-do-recover = Ouvrir
locked-working = Ouverture
locked-use-code = Utiliser le code de secours
locked-use-passphrase = Utiliser la phrase secrète
locked-connection = Connexion
locked-code = Code de secours
passphrase-hint = Au moins { $count } caractères. Plusieurs mots valent mieux qu’un.
flaw-passphrase-short = Trop courte : au moins { $count } caractères.
flaw-passphrase-differs = Les deux ne sont pas identiques.
