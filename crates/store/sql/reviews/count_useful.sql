update reviews set useful = useful + $3 where seller_id = $1 and place = $2
