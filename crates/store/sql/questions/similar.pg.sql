-- The newest of the similar; how similar each is, is said by the domain.
from (
  select place from question_words where words @@ cast($4 as tsquery) and seller_id = $1 order by place desc offset 0
) w
join questions q on q.seller_id = $1 and q.place = w.place
left join products p on p.seller_id = q.seller_id and p.sku = q.sku
where q.sku = $2 and q.state = 'published' and q.answers > 0
order by w.place desc limit $3
