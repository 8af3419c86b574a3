where c.seller_id = $1 and c.kind <> 'buyer_support' and (c.last_at, c.chat_id) < ($2, $3)
  -- What a buyer has begun and nothing has come of is not there for the shop.
  and (c.last_message is not null or c.last_author <> 'buyer')
  and (cast($5 as boolean) is null or c.closed = cast($5 as boolean))
  and (cast($6 as boolean) is null or (c.seller_unread > 0) = cast($6 as boolean))
order by c.last_at desc, c.chat_id desc limit $4
