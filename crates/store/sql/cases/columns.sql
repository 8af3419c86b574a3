select c.seller_id, c.case_id, c.queue, c.subject, c.subject_id, c.parent_id, c.sku, c.author, c.author_name, c.text, c.text_hash,
  c.media, c.findings, c.rules_version, c.stage, c.judged, c.words, c.not_by, c.harm, c.opened_at, c.due_at, c.order_at, c.state,
  c.holder, c.leased_until, c.decision, c.reasons, c.note_author, c.note_desk, c.decided_by, c.decided_role, c.decided_at
from cases c
