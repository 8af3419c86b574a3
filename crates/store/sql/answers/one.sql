where a.seller_id = $1 and a.answer_id = $2
