-- The hits come in order, and `offset 0` keeps them so: the page ends with its last row, not with the last hit.
from (
  select place from question_words
  where words @@ cast($12 as tsquery) and seller_id = $1 and place < $2 and place > $11
  order by place desc offset 0
) w
join questions q on q.seller_id = $1 and q.place = w.place
left join products p on p.seller_id = q.seller_id and p.sku = q.sku
