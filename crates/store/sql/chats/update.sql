update chats set
  buyer_name = $3, closed = $4, archived = $5, snoozed_until = $6, assignee = $7, assignee_name = $8,
  frozen_for = $9, blocked_by = $10, last_message = $11, last_at = $12, last_author = $13, last_line = $14,
  turn = $15, buyer_wrote_at = $16, seller_read = $17, buyer_read = $18, support_read = $19, seller_unread = $20,
  buyer_unread = $21, support_unread = $22, waiting_since = $23, rating = $24, dispute_reason = $25,
  dispute_state = $26, dispute_due_at = $27, dispute_outcome = $28, version = version + 1
where seller_id = $1 and chat_id = $2
