  and q.place in (select place from question_words where words @@ cast($12 as tsquery) and seller_id = $1)
