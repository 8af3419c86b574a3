select cast(coalesce(sum(seller_unread), 0) as bigint) from (
  select seller_unread from chats where seller_id = $1 and seller_unread > 0 limit 10000
) u
