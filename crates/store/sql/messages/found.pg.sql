-- The hits come in order, and `offset 0` keeps them so: the page ends with its last row, not with the last hit.
from (
  select message_id from message_words
  where words @@ cast($2 as tsquery) and seller_id = $1 and message_id < $3
  order by message_id desc offset 0
) w
join messages m on m.message_id = w.message_id
where m.seller_id = $1 and (m.author = $5 or (m.kind <> 'note' and m.state <> 'held' and m.state <> 'blocked'))
order by w.message_id desc limit $4
