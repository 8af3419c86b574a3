-- The hits come in order, and `offset 0` keeps them so: the page ends with its last row, not with the last hit.
from (
  select place from review_words
  where words @@ cast($15 as tsquery) and seller_id = $1 and place < $2 and place > $14
  order by place desc offset 0
) w
join reviews r on r.seller_id = $1 and r.place = w.place
left join products p on p.seller_id = r.seller_id and p.sku = r.sku
