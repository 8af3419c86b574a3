select count(*) from (
  select 1 from chats c where c.seller_id = $1 and c.kind <> 'buyer_support'
  and (c.last_message is not null or c.last_author <> 'buyer')
    and (cast($2 as boolean) is null or c.closed = cast($2 as boolean))
    and (cast($3 as boolean) is null or (c.seller_unread > 0) = cast($3 as boolean))
  limit 100000
) n
