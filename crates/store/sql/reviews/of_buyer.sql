where r.buyer_id = $1 and r.seller_id = $2 and r.deleted = false and r.place <> $3 order by r.place desc limit $4
