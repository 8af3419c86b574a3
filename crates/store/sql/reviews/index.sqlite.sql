insert into review_words (rowid, words) values ($2, $3)
