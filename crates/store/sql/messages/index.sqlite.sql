insert into message_words (rowid, words) values ($2, $3)
