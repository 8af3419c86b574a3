  and r.place in (select rowid from review_words where review_words match $15)
