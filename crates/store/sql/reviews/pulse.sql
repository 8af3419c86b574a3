select published_at, stars, answered_at from reviews
where seller_id = $1 and place >= $2 and deleted = false and published_at is not null
order by place desc limit $3
