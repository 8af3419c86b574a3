select review_id, place, sku, order_status, stars, text, pros, cons, photos, videos, published_at is not null, status,
  answer_id is not null, comments, held
from (
  select * from (
    select * from reviews
    where seller_id = $1 and status = $4 and place < $2 and deleted = false
    order by place desc limit $3
  ) as of_one
  union all
  select * from (
    select * from reviews
    where seller_id = $1 and status = $5 and place < $2 and deleted = false
    order by place desc limit $3
  ) as of_other
) as of_both
order by place desc limit $3
