where a.seller_id = $1 and a.place = $2 and a.state <> 'deleted' and a.answer_id > $3 order by a.answer_id limit $4
