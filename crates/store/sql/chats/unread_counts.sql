select kind, count(*) from (
  select kind from chats where seller_id = $1 and seller_unread > 0 and (snoozed_until is null or snoozed_until <= $2) limit 1000
) u group by kind
