where a.seller_id = $1 and a.place = $2 and a.public_text is not null order by a.answer_id limit $3
