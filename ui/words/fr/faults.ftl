fault-raw = La réponse reçue, mot pour mot
fault-open-connection = Ouvrir la connexion
