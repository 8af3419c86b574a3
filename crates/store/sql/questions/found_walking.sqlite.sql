  and q.place in (select rowid from question_words where question_words match $12)
