where c.seller_id = $1 and c.kind <> 'buyer_support'
  and (c.last_message is not null or c.last_author <> 'buyer')
  and (cast($4 as boolean) is null or c.closed = cast($4 as boolean))
  and (cast($5 as boolean) is null or (c.seller_unread > 0) = cast($5 as boolean))
order by c.last_at desc, c.chat_id desc limit $2 offset $3
