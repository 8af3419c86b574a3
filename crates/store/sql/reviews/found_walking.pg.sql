  and r.place in (select place from review_words where words @@ cast($15 as tsquery) and seller_id = $1)
