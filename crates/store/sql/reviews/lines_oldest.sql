from reviews r
where r.seller_id = $1 and r.place > $2 and r.deleted = false
order by r.place limit $3
