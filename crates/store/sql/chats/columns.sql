select
  c.seller_id, c.chat_id, c.kind, c.theme, c.buyer_id, c.buyer_name, c.order_id, c.sku, c.opened_at, c.closed,
  c.archived, c.snoozed_until, c.assignee, c.assignee_name, c.frozen_for, c.blocked_by, c.last_message, c.last_at,
  c.last_author, c.last_line, c.turn, c.buyer_wrote_at, c.seller_read, c.buyer_read, c.support_read, c.seller_unread,
  c.buyer_unread, c.support_unread, c.matter, c.waiting_since, c.rating, c.dispute_reason, c.dispute_state,
  c.dispute_due_at, c.dispute_outcome, c.version, p.name, p.picture, p.category, o.scheme, o.paid_at, o.delivered_at,
  o.status, s.name
