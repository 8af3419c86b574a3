where a.seller_id = $1 and a.place = $2 and a.state <> 'deleted' order by a.answer_id limit $3
