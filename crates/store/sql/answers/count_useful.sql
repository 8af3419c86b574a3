update answers set useful = useful + $3 where seller_id = $1 and answer_id = $2
