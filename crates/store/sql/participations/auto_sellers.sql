select distinct seller_id from auto_adds where promotion_id = $1 and seller_id > $2 order by seller_id limit $3
