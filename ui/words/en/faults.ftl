fault-raw = What was answered, word for word
fault-open-connection = Open the connection
