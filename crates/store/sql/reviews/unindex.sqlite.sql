delete from review_words where rowid = $2
