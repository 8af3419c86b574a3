where seller_id = $1 order by export_id desc limit $2
