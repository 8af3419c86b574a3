select seller_id, chat_id from chats where snoozed_until is not null and snoozed_until <= $1
order by snoozed_until limit $2
