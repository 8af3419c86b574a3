where c.seller_id = $1 and c.kind <> 'buyer_support' and (c.last_at, c.chat_id) < ($2, $3)
  -- What a buyer has begun and nothing has come of is not there for the shop.
  and (c.last_message is not null or c.last_author <> 'buyer')
  and (cast($5 as text) is null or c.kind = cast($5 as text))
  and (cast($6 as text) is null or c.turn = cast($6 as text))
  and (cast($7 as boolean) is null or (c.seller_unread > 0) = cast($7 as boolean))
  and (cast($8 as text) is null or c.order_id = cast($8 as text))
  and (cast($9 as text) is null or cast($9 as text) like '%,' || cast(c.sku as text) || ',%')
  and c.archived = $10
  and (c.snoozed_until is null or c.snoozed_until <= $11)
