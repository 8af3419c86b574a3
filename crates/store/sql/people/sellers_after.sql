select seller_id from sellers where seller_id > $1 order by seller_id limit $2
