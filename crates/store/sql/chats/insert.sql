insert into chats (
  seller_id, chat_id, kind, theme, buyer_id, buyer_name, order_id, sku, opened_at, closed, archived, snoozed_until,
  assignee, assignee_name, frozen_for, blocked_by, last_message, last_at, last_author, last_line, turn,
  buyer_wrote_at, seller_read, buyer_read, support_read, seller_unread, buyer_unread, support_unread, matter,
  waiting_since, rating, dispute_reason, dispute_state, dispute_due_at, dispute_outcome, version
)
values (
  $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25,
  $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, 1
)
on conflict do nothing
