delete from reason_words where reason = $1 and lang = $2
