delete from question_words where rowid = $2
