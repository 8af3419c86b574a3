insert into question_words (rowid, words) values ($2, $3)
