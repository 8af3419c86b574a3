delete from message_words where rowid = $2
